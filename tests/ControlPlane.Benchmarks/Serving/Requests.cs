using System.Net;
using System.Net.Sockets;
using ControlPlane.Benchmarks.Report;

namespace ControlPlane.Benchmarks.Serving;

/// <summary>
/// Clients that send one request after the other on connections that stay open, and look at the bytes that come back.
/// </summary>
internal static class Requests
{
    private const int Connections = 16;

    private static readonly byte[] Request = "GET / HTTP/1.1\r\nHost: bench\r\n\r\n"u8.ToArray();

    /// <summary>Requests per second.</summary>
    public static async Task<double> SendAsync(int port, int requests, string text, CancellationToken cancellation)
    {
        var each = requests / Connections;
        var began = TimeProvider.System.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(OneAsync, cancellation)));
        return each * Connections / TimeProvider.System.GetElapsedTime(began).TotalSeconds;

        async Task OneAsync()
        {
            using var socket = new Socket(
                AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), cancellation);
            var buffer = new byte[4_096];
            for (var i = 0; i < each; i++)
            {
                await socket.SendAsync(Request, cancellation);
                await AnswerAsync(socket, buffer, text, cancellation);
            }
        }
    }

    /// <summary>
    /// Chunked or with a length: its end is where the text has come and nothing of the frame is missing.
    /// </summary>
    private static async Task AnswerAsync(Socket socket, byte[] buffer, string text, CancellationToken cancellation)
    {
        var end = System.Text.Encoding.ASCII.GetBytes(text + "\r\n0\r\n\r\n");
        var length = 0;
        while (!buffer.AsSpan(0, length).EndsWith(end))
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(length), cancellation);
            length += read;
            if (read == 0 || length == buffer.Length)
            {
                throw new BenchFailedException("an answer did not come whole");
            }
        }
    }
}
