using System.Net;
using ControlPlane.Platform.Accounts;
using ControlPlane.Platform.Files;
using ControlPlane.Platform.Sockets;
using ControlPlane.Platform.Sockets.Census;
using ControlPlane.Platform.Workers;

namespace ControlPlane.Platform.Machine;

/// <summary>
/// Everything the supervision tree does to the machine. The tree knows this interface only, so that a whole node runs
/// in a simulated world. Nothing above it assumes that the node is the parent of a worker.
/// </summary>
public interface IMachine : IAsyncDisposable
{
    /// <summary>Users and groups of this machine.</summary>
    IAccounts Accounts { get; }

    /// <summary>Files that the node writes, and questions about paths.</summary>
    IFiles Files { get; }

    /// <summary>
    /// Time since the machine booted, also that in which it slept or this process was stopped (CLOCK_BOOTTIME): for
    /// deadlines that somebody else counts, too. Nobody can set it.
    /// </summary>
    TimeSpan BootTime { get; }

    /// <summary>Bytes of memory of the whole machine.</summary>
    long TotalMemory { get; }

    /// <summary>Addresses of a host name or literal, in resolver order.</summary>
    /// <exception cref="MachineException">The name does not resolve.</exception>
    IReadOnlyList<IPAddress> Resolve(string host);

    /// <summary>Binds an address and listens on it.</summary>
    /// <exception cref="MachineException">In use, not permitted, path too long, directory not there …</exception>
    IListener Listen(ListenPlan plan);

    /// <summary>Whether a program could bind this port of 127.0.0.1 now; soon it may be otherwise.</summary>
    bool IsPortFree(int port);

    /// <summary>
    /// Makes room for a Unix socket that a worker binds itself: its directory is made, a socket there removed.
    /// </summary>
    /// <exception cref="MachineException">There is something else, or the directory cannot be made.</exception>
    void ClearSocketPath(string path);

    /// <summary>
    /// Starts an OS process and journals it. Returns when it was executed (exec has succeeded, or a trampoline runs).
    /// The observer hears of everything that follows, from threads of the machine: it must only hand on.
    /// </summary>
    /// <exception cref="MachineException">
    /// It cannot be executed; nothing was started, the observer hears nothing.
    /// </exception>
    IWorker Start(WorkerPlan plan, IWorkerObserver observer);

    /// <summary>
    /// Why a worker of this plan could not be started now, or null. Looks up the executable and the directory as the
    /// target user would; starts nothing.
    /// </summary>
    MachineException? WhyNotStartable(WorkerPlan plan);

    /// <summary>
    /// Counts the connections of these listeners, and of what a worker has bound itself, that each of these workers
    /// holds, and those that nobody has accepted yet, as the kernel sees them. One pass over the sockets of the machine
    /// (milliseconds): not for every message. What cannot be known is null, and said once
    /// (<see cref="MachineEvent.Trouble"/>); it never fails.
    /// </summary>
    Task<SocketCensus> TakeCensus(IReadOnlyCollection<IListener> listeners, IReadOnlyCollection<IWorker> workers);
}
