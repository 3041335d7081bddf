using System.Net;
using System.Net.Sockets;

namespace ControlPlane.Platform.Sockets;

/// <summary>A bound and listening socket. Disposing closes it and removes the file of a Unix socket.</summary>
public interface IListener : IDisposable
{
    ListenPlan Plan { get; }

    /// <summary>
    /// Where it really listens (with the port that the kernel chose), as <c>127.0.0.1:8080</c>, <c>[::1]:8080</c>,
    /// <c>unix:/abs/path</c>.
    /// </summary>
    string Address { get; }

    /// <summary>
    /// Gives the listening socket other options (backlog, keep-alive, no-delay; mode and owner of a Unix socket)
    /// without touching its queue. The address stays; SO_REUSEADDR means nothing any more.
    /// </summary>
    /// <exception cref="Machine.MachineException">An option was refused.</exception>
    void Change(ListenPlan plan);

    /// <summary>
    /// Accepts a connection that waits, for containers in this process only; null if there is none. Never blocks.
    /// Never call it for a listener that workers inherit (O_NONBLOCK is shared by all holders).
    /// </summary>
    /// <exception cref="SocketException">The kernel refused, e.g. for lack of descriptors; the connection waits
    /// on.</exception>
    IAccepted? TryAccept();

    /// <summary>
    /// Completes when a connection waits, and takes nothing. One wait at a time; cancel it before the listener is
    /// disposed.
    /// </summary>
    Task WhenReadableAsync(CancellationToken cancellation);
}

/// <summary>An accepted connection.</summary>
public interface IAccepted : IAsyncDisposable
{
    Stream Stream { get; }

    /// <summary>The socket below the stream; null for a simulated connection.</summary>
    Socket? Socket { get; }

    /// <summary>Null for Unix sockets.</summary>
    EndPoint? Peer { get; }

    /// <summary>shutdown(SHUT_WR).</summary>
    void CompleteSending();
}
