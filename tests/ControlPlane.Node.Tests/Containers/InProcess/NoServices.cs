using ControlPlane.Contracts;
using ControlPlane.Contracts.Processors;
using ControlPlane.Node.Containers.InProcess;

namespace ControlPlane.Node.Tests.Containers.InProcess;

/// <summary>For specs of containers alone: each use of a service of the node says which one is missing.</summary>
internal sealed class NoServices : IContainerServices, IContainerServicesFactory
{
    public static readonly NoServices Instance = new();

    public IMessages Messages => throw Missing("messages");

    public ILookup Lookup => throw Missing("look-up");

    public ISemaphores Semaphores => throw Missing("semaphores");

    public IMutexes Mutexes => throw Missing("mutexes");

    public IMailboxes Mailboxes => throw Missing("mailboxes");

    public ISharedVariables SharedVariables => throw Missing("shared variables");

    public ILevers Levers => throw Missing("levers");

    public IPersistentObjects PersistentObjects => throw Missing("persistent objects");

    public Task SystemShutdownAsync() => throw Missing("system shutdown");

    public Task SystemRestartAsync() => throw Missing("system restart");

    public IContainerServices For(ContainerId container) => this;

    public void AddLever(string service, string name, Func<string, CancellationToken, Task<string>> lever) =>
        throw Missing("levers");

    public void Forget(string service)
    {
    }

    public void Dispose()
    {
    }

    private static NotSupportedException Missing(string service) =>
        new($"This spec gives its containers no {service}.");
}
