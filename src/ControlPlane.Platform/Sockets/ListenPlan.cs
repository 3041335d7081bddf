using System.Net;

namespace ControlPlane.Platform.Sockets;

/// <summary>One listening socket, as it shall be.</summary>
/// <param name="Address">Where.</param>
/// <param name="Backlog">Length of the accept queue; the kernel caps it at net.core.somaxconn.</param>
/// <param name="ReuseAddress">SO_REUSEADDR: bind although connections of a predecessor linger in TIME_WAIT.</param>
/// <param name="KeepAlive">SO_KEEPALIVE; accepted connections inherit it (TCP).</param>
/// <param name="NoDelay">TCP_NODELAY; accepted connections inherit it.</param>
public sealed record ListenPlan(
    ListenAddress Address,
    int Backlog = 1024,
    bool ReuseAddress = true,
    bool KeepAlive = false,
    bool NoDelay = false)
{
    /// <summary>The name of a socket that several have in common, who all say it; null: it has one owner.</summary>
    public string? SharedAs { get; init; }

    /// <summary>The kernel chooses the port, so that two of one address are two sockets.</summary>
    public bool HasChosenPort => Address is InternetListenAddress { EndPoint.Port: 0 };
}

/// <summary>An address to listen on.</summary>
public abstract record ListenAddress;

/// <summary>
/// IPv4 or IPv6; an IPv6 socket is IPv6 only. Port 0: the kernel chooses. Text: <c>127.0.0.1:80</c>, <c>[::1]:80</c>.
/// </summary>
public sealed record InternetListenAddress(IPEndPoint EndPoint) : ListenAddress
{
    public override string ToString() => EndPoint.ToString();
}

/// <summary>A Unix socket; the path is absolute and has at most 107 bytes. Text: <c>unix:/abs/path</c>.</summary>
/// <param name="Path">
/// Absolute path. A stale socket file there (nobody listens) is replaced; a live one is an error.
/// </param>
/// <param name="Mode">Permissions; null: 0666 minus umask.</param>
/// <param name="Uid">Owner; null: unchanged.</param>
/// <param name="Gid">Group; null: unchanged.</param>
public sealed record UnixListenAddress(string Path, UnixFileMode? Mode = null, uint? Uid = null, uint? Gid = null)
    : ListenAddress
{
    public const int MaxPathBytes = 107;

    public override string ToString() => $"unix:{Path}";
}

/// <summary>
/// A port of 127.0.0.1 that the kernel chooses and that a file names, in place of a Unix socket. The file has mode 0600
/// and two lines, <c>socket_file</c> and the port; it is removed with the socket. Text: <c>socket_file:/abs/path</c>.
/// </summary>
/// <param name="Path">Absolute path of the file.</param>
public sealed record SocketFileListenAddress(string Path) : ListenAddress
{
    public override string ToString() => $"socket_file:{Path}";
}
