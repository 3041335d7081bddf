using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using ControlPlane.Contracts.Admin;

namespace ControlPlane.Cli.Client;

/// <summary>
/// A connection to the control socket of a node. Blocking, so that nothing starts the thread pool and the poll threads
/// of asynchronous sockets for one request.
/// </summary>
internal sealed class NodeSocket : IDisposable
{
    public const string Name = "control.sock";

    // unix(7): sun_path has 108 bytes, the last one zero.
    private const int MaxPath = 107;

    // unix(7): getsockopt(SOL_SOCKET, SO_PEERCRED) fills struct ucred { pid_t pid; uid_t uid; gid_t gid; }.
    private const int SolSocket = 1;
    private const int SoPeerCred = 17;

    private readonly Socket _socket;
    private readonly Deadline _deadline;

    private NodeSocket(Socket socket, Deadline deadline)
    {
        _socket = socket;
        _deadline = deadline;
    }

    /// <summary>
    /// Process id of the node, as the kernel says; 0 if it lives in a PID namespace that we do not see.
    /// </summary>
    public int NodePid
    {
        get
        {
            Span<int> credentials = stackalloc int[3];
            _socket.GetRawSocketOption(SolSocket, SoPeerCred, MemoryMarshal.AsBytes(credentials));
            return credentials[0];
        }
    }

    /// <summary>Throws <see cref="CliException"/> if no node accepts there.</summary>
    public static NodeSocket Connect(string socketDirectory, Deadline deadline)
    {
        var path = Path.GetFullPath(Path.Combine(socketDirectory, Name));
        if (Encoding.UTF8.GetByteCount(path) is > MaxPath and var length)
        {
            throw new CliException(
                ExitCodes.Usage,
                $"the path {path} has {length} bytes; a Unix socket path has at most {MaxPath}",
                "use a shorter socket directory, or a symbolic link to it");
        }

        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.SendTimeout = deadline.Milliseconds(deadline.Span);   // connect(2) on a full backlog honours it too
            socket.Connect(new UnixDomainSocketEndPoint(path));
            return new NodeSocket(socket, deadline);
        }
        catch (SocketException failure)
        {
            socket.Dispose();
            throw NoNode.Explain(failure.SocketErrorCode, path, socketDirectory);
        }
    }

    /// <summary>Throws <see cref="SocketException"/>.</summary>
    public void Send(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[_socket.Send(bytes, SocketFlags.None)..];
        }
    }

    /// <summary>0 at the end; -1 if nothing came within <paramref name="patience"/> or before the deadline.</summary>
    public int Receive(Span<byte> into, TimeSpan patience)
    {
        _socket.ReceiveTimeout = _deadline.Milliseconds(patience);
        var count = _socket.Receive(into, SocketFlags.None, out var error);
        return error switch
        {
            SocketError.Success => count,
            SocketError.TimedOut or SocketError.WouldBlock or SocketError.TryAgain => -1,
            SocketError.ConnectionReset => 0,
            _ => throw new SocketException((int)error),
        };
    }

    public void Dispose() => _socket.Dispose();
}
