using System.Net;
using System.Net.Sockets;
using ControlPlane.Platform.Sockets;

namespace ControlPlane.Node.Tests.Simulation;

/// <summary>A listening socket to which a simulation connects by <see cref="Knock"/>.</summary>
internal sealed class SimulatedListener(ListenPlan plan) : IListener
{
    private int _waiting;
    private TaskCompletionSource _readable = new();

    public ListenPlan Plan { get; private set; } = plan;

    public string Address => Plan.Address.ToString()!;

    public bool Closed { get; private set; }

    public void Change(ListenPlan plan) => Plan = plan;

    /// <summary>One connection more waits; who accepts goes on at once.</summary>
    public void Knock()
    {
        _waiting++;
        _readable.TrySetResult();
    }

    public IAccepted? TryAccept() => _waiting > 0 && --_waiting >= 0 ? new Accepted() : null;

    public Task WhenReadableAsync(CancellationToken cancellation)
    {
        var readable = _readable = new TaskCompletionSource();
        cancellation.Register(() => readable.TrySetCanceled(cancellation));
        return readable.Task;
    }

    public void Dispose() => Closed = true;

    private sealed class Accepted : IAccepted
    {
        public Stream Stream => Stream.Null;

        public Socket? Socket => null;

        public EndPoint? Peer => null;

        public void CompleteSending()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
