using ControlPlane.Contracts;
using ControlPlane.Platform.Accounts;
using ControlPlane.Platform.Sockets;

namespace ControlPlane.Platform.Workers;

/// <summary>An OS process to start. It gets its own session and process group, clean signals, and only these
/// descriptors:
/// 0 = /dev/null, 1 and 2 = pipes to the node, from 3 on the sockets.</summary>
/// <param name="Container">The slot; goes to the journal and to <c>CPLANE_CONTAINER</c>.</param>
/// <param name="Command">argv; the first is an absolute path, or a name looked up in PATH (of <paramref
/// name="Environment"/>, else of the node).
/// A relative path with a slash is relative to <paramref name="Directory"/>.</param>
/// <param name="Directory">Working directory, absolute; null: the node's.</param>
/// <param name="Environment">
/// Added to the node's environment; LISTEN_*, NOTIFY_SOCKET and CPLANE_* are set by the machine.
/// </param>
/// <param name="Account">Run as this user and group; null: unchanged.</param>
/// <param name="Sockets">Inherited listening sockets in file order.</param>
/// <param name="Notify">True: a NOTIFY_SOCKET is offered.</param>
public sealed record WorkerPlan(
    ContainerId Container,
    IReadOnlyList<string> Command,
    string? Directory,
    IReadOnlyDictionary<string, string> Environment,
    Account? Account,
    IReadOnlyList<InheritedSocket> Sockets,
    bool Notify = true)
{
    /// <summary>Where it is told to bind sockets of its own; their connections are counted as those of inherited
    /// ones.</summary>
    public IReadOnlyList<ListenAddress> OwnSockets { get; init; } = [];
}

/// <summary>A listening socket that a worker inherits; the name of the protocol stands in LISTEN_FDNAMES.</summary>
public sealed record InheritedSocket(string Protocol, IListener Listener);
