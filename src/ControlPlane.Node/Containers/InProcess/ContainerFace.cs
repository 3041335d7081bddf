using ControlPlane.Contracts;
using ControlPlane.Contracts.Processors;
using ControlPlane.Node.Controller;
using Microsoft.Extensions.Logging;

namespace ControlPlane.Node.Containers.InProcess;

/// <summary>A container as its processor sees it, from before its first hook until after its last.</summary>
internal sealed class ContainerFace : IContainer, IDisposable
{
    private readonly NodeContext _node;
    private readonly IContainerServices _services;
    private readonly ContainerTimers _timers;
    private readonly ContainerVariables _variables = new();
    private readonly ILogger _log;
    private readonly Func<int> _jobs;
    private volatile bool _ended;

    /// <param name="id">Whose.</param>
    /// <param name="node">The node.</param>
    /// <param name="jobs">Jobs now; called from any thread.</param>
    /// <param name="timerFailed">Told what a timer has thrown.</param>
    /// <param name="leaving">Set when it has to leave now.</param>
    public ContainerFace(
        ContainerId id, NodeContext node, Func<int> jobs, Action<Exception> timerFailed, CancellationToken leaving)
    {
        Id = id;
        Leaving = leaving;
        _node = node;
        _jobs = jobs;
        _log = node.Loggers(id.Service, "");
        _timers = new ContainerTimers(node.Time, node.Offload, timerFailed, leaving);
        _services = node.ContainerServices.For(id);
    }

    public ContainerId Id { get; }

    public int Jobs => Alive(_jobs());

    public CancellationToken Leaving { get; }

    public TimeProvider Time => _node.Time;

    public ILogger Log => _log;

    public IContainerTimers Timers => Alive(_timers);

    public IContainerVariables Variables => Alive(_variables);

    public IMessages Messages => Alive(_services).Messages;

    public ILookup Lookup => Alive(_services).Lookup;

    public ISemaphores Semaphores => Alive(_services).Semaphores;

    public IMutexes Mutexes => Alive(_services).Mutexes;

    public IMailboxes Mailboxes => Alive(_services).Mailboxes;

    public ISharedVariables SharedVariables => Alive(_services).SharedVariables;

    public ILevers Levers => Alive(_services).Levers;

    public IPersistentObjects PersistentObjects => Alive(_services).PersistentObjects;

    public ILogger LogTo(string subchannel) => _node.Loggers(Id.Service, subchannel);

    public Task SystemShutdownAsync() => Alive(_services).SystemShutdownAsync();

    public Task SystemRestartAsync() => Alive(_services).SystemRestartAsync();

    /// <summary>It was told to leave: no timer rings any more.</summary>
    public void StopTimers() => _timers.Dispose();

    /// <summary>It has ended. Logging still works: what was left behind may have something to say.</summary>
    public void Dispose()
    {
        if (!_ended)
        {
            _ended = true;
            _timers.Dispose();
            _services.Dispose();
        }
    }

    private T Alive<T>(T value)
    {
        ObjectDisposedException.ThrowIf(_ended, this);
        return value;
    }
}
