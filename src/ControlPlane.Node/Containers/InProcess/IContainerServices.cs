using ControlPlane.Contracts;
using ControlPlane.Contracts.Processors;

namespace ControlPlane.Node.Containers.InProcess;

/// <summary>
/// What one container gets from the node as a whole. Made before its first hook, disposed after its last: then
/// everything that ends with a container (protected semaphores, mutexes, waiting calls) ends. Safe from all threads.
/// </summary>
internal interface IContainerServices : IDisposable
{
    IMessages Messages { get; }

    ILookup Lookup { get; }

    ISemaphores Semaphores { get; }

    IMutexes Mutexes { get; }

    IMailboxes Mailboxes { get; }

    ISharedVariables SharedVariables { get; }

    ILevers Levers { get; }

    IPersistentObjects PersistentObjects { get; }

    Task SystemShutdownAsync();

    Task SystemRestartAsync();
}

/// <summary>Makes the services of containers, and knows what belongs to a service as a whole. Safe from all
/// threads.</summary>
internal interface IContainerServicesFactory
{
    /// <summary>For a container that is about to start.</summary>
    IContainerServices For(ContainerId container);

    /// <summary>See <see cref="IServiceControl.AddLever"/>.</summary>
    void AddLever(string service, string name, Func<string, CancellationToken, Task<string>> lever);

    /// <summary>The service was removed, its last container is gone: so are its levers.</summary>
    void Forget(string service);
}
