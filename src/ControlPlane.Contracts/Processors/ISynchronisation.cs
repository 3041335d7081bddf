namespace ControlPlane.Contracts.Processors;

/// <summary>
/// Named semaphores of the node (Netplex_semaphore). One that is used before it was created begins with 0 and is
/// protected. Protected: when a container ends, what it added beyond what it took is taken back, and the other way
/// round; what others have taken of that meanwhile is owed, and the next that is added pays it. To pass units from one
/// container to another that outlives it, create an unprotected one. Waiting ones are served first in, first out.
/// <para> Names have 1 to 200 characters; those that end with <c>#w</c> or <c>#s</c> belong to mutexes and can only be
/// read. A node has at most 10,000 semaphores and 10,000 calls that wait for them; beyond that a call throws
/// <see cref="InvalidOperationException"/>. A call that is cancelled after it was served gives its result all the same.
/// </para>
/// </summary>
public interface ISemaphores
{
    /// <returns>False: it exists already, nothing was changed.</returns>
    Task<bool> CreateAsync(
        string name, long initial, bool isProtected = true, CancellationToken cancellation = default);

    /// <returns>The value after it.</returns>
    Task<long> IncrementAsync(string name, CancellationToken cancellation = default);

    /// <summary>Takes one; at 0 it waits, or not.</summary>
    /// <returns>The value after it; -1: it was 0 and <paramref name="wait"/> is false, or the semaphore was
    /// destroyed.</returns>
    Task<long> DecrementAsync(string name, bool wait = true, CancellationToken cancellation = default);

    Task<long> GetAsync(string name, CancellationToken cancellation = default);

    /// <summary>Everyone who waits gets -1.</summary>
    Task DestroyAsync(string name, CancellationToken cancellation = default);
}

/// <summary>
/// Named mutexes of the node (Netplex_mutex), made of two protected semaphores. Freed when the holder ends; not
/// recursive; anyone may unlock; unlocking a free one does nothing. A free one takes no room: only those that are held
/// count against the limit of semaphores.
/// </summary>
public interface IMutexes
{
    Task LockAsync(string name, CancellationToken cancellation = default);

    Task UnlockAsync(string name, CancellationToken cancellation = default);
}

/// <summary>
/// Named mailboxes of the node (Netplex_mbox): one slot each; sending waits until empty, receiving until full; both
/// first in, first out. What was sent outlives its sender. All values together have at most 256 MiB, those that wait to
/// be sent included; beyond that, and beyond 10,000 full mailboxes or waiting calls, a call throws
/// <see cref="InvalidOperationException"/>.
/// </summary>
public interface IMailboxes
{
    /// <param name="name">Of the mailbox.</param>
    /// <param name="value">At most 1 MiB.</param>
    /// <param name="cancellation">Gives up waiting; then nothing was sent.</param>
    Task SendAsync(string name, ReadOnlyMemory<byte> value, CancellationToken cancellation = default);

    Task<ReadOnlyMemory<byte>> ReceiveAsync(string name, CancellationToken cancellation = default);
}

/// <summary>
/// Named variables of the node (Netplex_sharedvar), at most 10,000, with values of at most 1 MiB each and 256 MiB
/// together; beyond that a call throws <see cref="InvalidOperationException"/>.
/// </summary>
public interface ISharedVariables
{
    /// <returns>False: it exists already, nothing was changed.</returns>
    Task<bool> CreateAsync(
        string name, SharedVariableOptions? options = null, CancellationToken cancellation = default);

    /// <returns>False: it does not exist, or this service may not set it.</returns>
    Task<bool> SetAsync(string name, ReadOnlyMemory<byte> value, CancellationToken cancellation = default);

    /// <returns>Null: it does not exist, or was never set.</returns>
    Task<SharedValue?> GetAsync(string name, CancellationToken cancellation = default);

    /// <summary>Waits until it is set for the first time.</summary>
    /// <returns>Null: it does not exist, or was deleted meanwhile.</returns>
    Task<SharedValue?> WaitAsync(string name, CancellationToken cancellation = default);

    /// <returns>False: it does not exist, or this service may not delete it.</returns>
    Task<bool> DeleteAsync(string name, CancellationToken cancellation = default);
}

/// <summary>How a shared variable behaves.</summary>
/// <param name="Own">Only the creating service may set and delete it; deleted when that service's last container
/// ends.</param>
/// <param name="ReadOnly">Own, and others may only read: they may not set it. Without <paramref name="Own"/>: set
/// once.</param>
/// <param name="Timeout">Deleted after so long without read or write, more than zero, at most 49 days; null:
/// never.</param>
public sealed record SharedVariableOptions(bool Own = false, bool ReadOnly = false, TimeSpan? Timeout = null);

/// <summary>A value and its version, which grows with each write, from 1.</summary>
public sealed record SharedValue(ReadOnlyMemory<byte> Bytes, long Version);
