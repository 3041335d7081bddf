using Microsoft.Extensions.Logging;

namespace ControlPlane.Contracts.Processors;

/// <summary>
/// A running container, as its processor sees it (Netplex: container, with the services of Netplex_cenv). All members
/// may be called from any thread. When the container has ended, calls throw <see cref="ObjectDisposedException"/>.
/// </summary>
public interface IContainer
{
    ContainerId Id { get; }

    /// <summary>Jobs now.</summary>
    int Jobs { get; }

    /// <summary>Set when the container has to leave now.</summary>
    CancellationToken Leaving { get; }

    TimeProvider Time { get; }

    /// <summary>The log of the service, main channel (component = service).</summary>
    ILogger Log { get; }

    /// <summary>A channel beside the main one, for example <c>access</c>; sinks filter by its name.</summary>
    ILogger LogTo(string subchannel);

    /// <summary>Repeated and single calls; all end with the container.</summary>
    IContainerTimers Timers { get; }

    /// <summary>Values of this container alone. Gone with it.</summary>
    IContainerVariables Variables { get; }

    IMessages Messages { get; }

    ILookup Lookup { get; }

    /// <summary>Counters that all containers of the node share by name.</summary>
    ISemaphores Semaphores { get; }

    IMutexes Mutexes { get; }

    IMailboxes Mailboxes { get; }

    ISharedVariables SharedVariables { get; }

    ILevers Levers { get; }

    IPersistentObjects PersistentObjects { get; }

    /// <summary>Shuts the node down, as <c>cplane shutdown</c> does; returns when accepted.</summary>
    Task SystemShutdownAsync();

    /// <summary>Restarts all services, as <c>cplane restart-all</c> does; returns when accepted.</summary>
    Task SystemRestartAsync();
}
