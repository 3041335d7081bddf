using ControlPlane.Contracts.Processors;

namespace ControlPlane.Node.Plugins.Semaphores;

/// <summary>Semaphores and mutexes, as one container sees them.</summary>
internal sealed class ContainerSemaphores(PluginDoor door) : ISemaphores, IMutexes
{
    public Task<bool> CreateAsync(string name, long initial, bool isProtected, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(initial);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(initial, PluginLimits.MaxInitial);
        return door.AskAsync<bool>(new SemaphoresProtocol.Create(Own(name), initial, isProtected), cancellation);
    }

    public Task<long> IncrementAsync(string name, CancellationToken cancellation) =>
        door.AskAsync<long>(new SemaphoresProtocol.Increment(Own(name)), cancellation);

    public Task<long> DecrementAsync(string name, bool wait, CancellationToken cancellation) =>
        door.AskAsync<long>(new SemaphoresProtocol.Decrement(Own(name), wait), cancellation);

    public Task<long> GetAsync(string name, CancellationToken cancellation) =>
        door.AskAsync<long>(new SemaphoresProtocol.Get(Checked(name, "semaphore")), cancellation);

    public Task DestroyAsync(string name, CancellationToken cancellation) =>
        door.AskAsync<object>(new SemaphoresProtocol.Destroy(Own(name)), cancellation);

    public Task LockAsync(string name, CancellationToken cancellation) =>
        door.AskAsync<long>(new SemaphoresProtocol.Lock(Checked(name, "mutex")), cancellation);

    public Task UnlockAsync(string name, CancellationToken cancellation) =>
        door.AskAsync<object>(new SemaphoresProtocol.Unlock(Checked(name, "mutex")), cancellation);

    private static string Checked(string name, string kind)
    {
        PluginLimits.CheckName(name, kind);
        return name;
    }

    /// <summary>What a mutex is made of may be looked at, and nothing else.</summary>
    private static string Own(string name) => MutexTable.IsPart(Checked(name, "semaphore"))
        ? throw new ArgumentException(
            $"The semaphore [{name}] belongs to the mutex [{name[..^2]}]; names that end with #w or #s can only be "
            + "read. Choose another name, or lock and unlock the mutex.", nameof(name))
        : name;
}
