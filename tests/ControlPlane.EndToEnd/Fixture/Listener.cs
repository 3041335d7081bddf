using System.Net;
using System.Net.Sockets;

namespace ControlPlane.EndToEnd.Fixture;

/// <summary>Somebody else's listening socket.</summary>
internal static class Listener
{
    public static Socket Open(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
        socket.Listen();
        return socket;
    }
}
