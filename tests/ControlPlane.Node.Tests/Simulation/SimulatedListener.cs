using ControlPlane.Platform.Sockets;

namespace ControlPlane.Node.Tests.Simulation;

/// <summary>A listening socket that nobody connects to.</summary>
internal sealed class SimulatedListener(ListenPlan plan) : IListener
{
    public ListenPlan Plan { get; private set; } = plan;

    public string Address => Plan.Address.ToString()!;

    public bool Closed { get; private set; }

    public void Change(ListenPlan plan) => Plan = plan;

    public IAccepted? TryAccept() => null;

    public Task WhenReadableAsync(CancellationToken cancellation)
    {
        var never = new TaskCompletionSource();
        cancellation.Register(() => never.TrySetCanceled(cancellation));
        return never.Task;
    }

    public void Dispose() => Closed = true;
}
