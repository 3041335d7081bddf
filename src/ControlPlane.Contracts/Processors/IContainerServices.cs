using System.Diagnostics.CodeAnalysis;

namespace ControlPlane.Contracts.Processors;

/// <summary>Timers of a container (Netplex: timers). All are cancelled when it is told to leave.</summary>
public interface IContainerTimers
{
    /// <summary>
    /// Calls <paramref name="action"/> after <paramref name="period"/>, and again after each time it returns true. An
    /// exception goes to <see cref="IProcessor.OnException"/> and ends the timer.
    /// </summary>
    /// <param name="period">More than zero, at most 49 days.</param>
    /// <param name="action">Gets the token of <see cref="IContainer.Leaving"/>.</param>
    /// <returns>Disposing cancels it.</returns>
    IDisposable Create(TimeSpan period, Func<CancellationToken, Task<bool>> action);
}

/// <summary>Values of one container (Netplex: container variables).</summary>
public interface IContainerVariables
{
    /// <exception cref="KeyNotFoundException">It was never set, or deleted.</exception>
    /// <exception cref="InvalidCastException">It has another type.</exception>
    T Get<T>(string name);

    /// <returns>False: it is not there, or has another type.</returns>
    bool TryGet<T>(string name, [MaybeNullWhen(false)] out T value);

    void Set<T>(string name, T value);

    void Delete(string name);
}

/// <summary>Messages between services.</summary>
public interface IMessages
{
    /// <summary>
    /// Sends to all containers of the services whose names match; <c>*</c> stands for any characters, the whole name
    /// must match. Delivered to each container in the order of sending, one after the other.
    /// </summary>
    /// <param name="pattern">Of service names.</param>
    /// <param name="name">At most 200 characters.</param>
    /// <param name="arguments">At most 100, together at most 64 KiB.</param>
    void Send(string pattern, string name, params IReadOnlyList<string> arguments);
}

/// <summary>Where services listen.</summary>
public interface ILookup
{
    /// <summary>Path of the first Unix socket of a protocol, or null.</summary>
    Task<string?> SocketAsync(string service, string protocol, CancellationToken cancellation = default);

    /// <summary>
    /// Own sockets of the containers of a service (addresses of type <c>container</c>): <c>127.0.0.1:PORT</c> or
    /// <c>unix:/abs/path</c>.
    /// </summary>
    Task<IReadOnlyList<string>> ContainerSocketsAsync(
        string service, string protocol, CancellationToken cancellation = default);
}

/// <summary>Calls functions that a processor has registered on the side of the node.</summary>
public interface ILevers
{
    /// <exception cref="KeyNotFoundException">No lever of this name in this service.</exception>
    /// <exception cref="LeverException">The function has thrown; the text is that of its exception.</exception>
    Task<string> ActivateAsync(string name, string argument, CancellationToken cancellation = default);
}

/// <summary>A lever has thrown.</summary>
public sealed class LeverException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>
/// Objects of the kernel that outlive a crash (Netplex: pmanage), listed in <c>netplex.pmanage</c> in the socket
/// directory, so that <c>cplane unlink</c> and <c>netplex-admin -unlink</c> can remove what was left behind.
/// </summary>
public interface IPersistentObjects
{
    /// <summary>To be called before the object is made.</summary>
    void Register(PersistentObjectKind kind, string name);

    /// <summary>To be called after it was removed.</summary>
    void Unregister(PersistentObjectKind kind, string name);
}

/// <summary>The words of netplex.pmanage.</summary>
public enum PersistentObjectKind
{
    /// <summary><c>FILE</c>: an absolute path.</summary>
    File,

    /// <summary><c>POSIX_SHM</c>: a name of shm_open(3).</summary>
    SharedMemory,

    /// <summary><c>POSIX_SEM</c>: a name of sem_open(3).</summary>
    Semaphore,

    /// <summary><c>SEM_CONT</c>: a container of semaphores.</summary>
    SemaphoreContainer,
}
