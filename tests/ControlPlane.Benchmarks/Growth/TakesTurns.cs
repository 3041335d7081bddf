using System.Net.Sockets;
using System.Text;

namespace ControlPlane.Benchmarks.Growth;

/// <summary>A plain Python worker that takes one connection after the other, 200 ms each; and a client of it.</summary>
internal static class TakesTurns
{
    public const string Program = """
        import socket, time
        listener = socket.socket(fileno=3)
        while True:
            try:
                connection, _ = listener.accept()
            except BlockingIOError:
                continue
            with connection:
                connection.recv(65536)
                time.sleep(0.2)
                connection.sendall(b"done")

        """;

    /// <summary>False: refused, reset, or answered otherwise.</summary>
    public static async Task<bool> RequestAsync(int port, CancellationToken cancellation)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", port, cancellation);
            await client.GetStream().WriteAsync("GET / HTTP/1.0\r\n\r\n"u8.ToArray(), cancellation);
            using var reader = new StreamReader(client.GetStream(), Encoding.ASCII);
            return await reader.ReadToEndAsync(cancellation) == "done";
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            return false;
        }
    }
}
