using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ControlPlane.EndToEnd.Fixture;

/// <summary>A client of the services: each request on a connection of its own.</summary>
internal static class Web
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly byte[] Request =
        Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

    public static async Task<Socket> Connect(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port).WaitAsync(Patience, TimeProvider.System);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Sends a request and returns the whole answer; closes the connection.</summary>
    public static async Task<string> Ask(Socket socket)
    {
        using (socket)
        {
            await socket.SendAsync(Request);
            using var stream = new NetworkStream(socket);
            using var reader = new StreamReader(stream, Encoding.UTF8);
            return await reader.ReadToEndAsync().WaitAsync(Patience, TimeProvider.System);
        }
    }

    public static async Task<string> Get(int port) => await Ask(await Connect(port));

    /// <summary>Asks and asserts a good answer.</summary>
    public static async Task Answers(int port) => Assert.StartsWith("HTTP/1.", await Get(port));
}
