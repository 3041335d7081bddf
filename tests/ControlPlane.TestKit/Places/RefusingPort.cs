using System.Net;
using System.Net.Sockets;

namespace ControlPlane.TestKit;

/// <summary>
/// A TCP port of the loopback address that refuses every connection: bound and not listened on, so that nobody else can
/// have it until Dispose.
/// </summary>
public sealed class RefusingPort : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public RefusingPort() => _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));

    public IPEndPoint Address => (IPEndPoint)_socket.LocalEndPoint!;

    public void Dispose() => _socket.Dispose();
}
