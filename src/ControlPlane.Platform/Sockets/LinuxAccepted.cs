using System.Net;
using System.Net.Sockets;

namespace ControlPlane.Platform.Sockets;

/// <summary>A connection of a listener of this machine.</summary>
internal sealed class LinuxAccepted(Socket socket) : IAccepted
{
    private readonly NetworkStream _stream = new(socket, ownsSocket: true);

    public Stream Stream => _stream;

    public Socket? Socket => socket;

    public EndPoint? Peer { get; } = socket.AddressFamily == AddressFamily.Unix ? null : socket.RemoteEndPoint;

    public void CompleteSending() => socket.Shutdown(SocketShutdown.Send);

    public ValueTask DisposeAsync() => _stream.DisposeAsync();
}
