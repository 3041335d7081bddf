using ControlPlane.Contracts;
using ControlPlane.Contracts.Processors;

namespace ControlPlane.Node.Tests.Simulation;

/// <summary>
/// Code in the node whose jobs last a while of virtual time, shorter than any shutdown_timeout of a simulation: so no
/// job may ever be cut off.
/// </summary>
internal sealed class PulseProcessor(SimulatedMachine machine, Rules rules) : IProcessor
{
    private const int LongestJob = 900;

    private readonly HashSet<ContainerId> _here = [];

    /// <summary>Jobs that were finished.</summary>
    public int Done { get; private set; }

    public int Running { get; private set; }

    /// <summary>The most containers at one time.</summary>
    public int Most { get; private set; }

    public Task PreStartAsync(IServiceControl service, ContainerId id, CancellationToken cancellation)
    {
        rules.BeforeStart(id, _here);
        _here.Add(id);
        Most = Math.Max(Most, _here.Count);
        return Task.CompletedTask;
    }

    public Task ShutdownAsync(IContainer container, CancellationToken cancellation) => Leave(container.Id);

    public Task PostFinishAsync(IServiceControl service, ContainerId id, CancellationToken cancellation) => Leave(id);

    public async Task ProcessAsync(IContainer container, IConnection connection, CancellationToken cancellation)
    {
        Running++;
        var done = new TaskCompletionSource();
        using var cut = cancellation.Register(() => rules.Check(false, $"a job of {container.Id} was cut off"));
        machine.After(TimeSpan.FromMilliseconds(1 + machine.Draw(LongestJob)), () => done.TrySetResult());
        await done.Task.ConfigureAwait(false);
        Running--;
        Done++;
    }

    private Task Leave(ContainerId id)
    {
        _here.Remove(id);
        return Task.CompletedTask;
    }
}
