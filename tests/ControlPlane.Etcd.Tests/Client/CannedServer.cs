using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ControlPlane.Etcd.Tests.Client;

/// <summary>
/// Pretends to be etcd: takes a request, sends bytes that a test chose, closes. One connection at a time.
/// </summary>
internal sealed class CannedServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<int, byte[]?> _answer;
    private int _requests;

    /// <param name="answer">
    /// Everything that is sent for the nth request, from 1; null: nothing at all, and the connection stays open.
    /// </param>
    public CannedServer(Func<int, byte[]?> answer)
    {
        _answer = answer;
        _listener.Start();
        _ = ServeAsync();
    }

    public Uri Endpoint => new($"http://{_listener.LocalEndpoint}");

    public int Requests => Volatile.Read(ref _requests);

    public static byte[] Ok(string body) => Ok(Encoding.UTF8.GetBytes(body));

    public static byte[] Ok(byte[] body) =>
        [.. Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\nConnection: "
            + "close\r\n\r\n"), .. body];

    public void Dispose() => _listener.Stop();

    private async Task ServeAsync()
    {
        List<Socket> silent = [];
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync();
                if (await RequestAsync(socket) && _answer(Interlocked.Increment(ref _requests)) is { } answer)
                {
                    await Sent(socket, answer);
                    socket.Dispose();
                }
                else
                {
                    silent.Add(socket);
                }
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            silent.ForEach(socket => socket.Dispose());
        }
    }

    private static async Task Sent(Socket socket, byte[] answer)
    {
        try
        {
            for (var sent = 0; sent < answer.Length;)
            {
                sent += await socket.SendAsync(answer.AsMemory(sent));
            }

            socket.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            // The client did not want more.
        }
    }

    // Head and body: closing with unread data would reset the connection, and the answer with it.
    private static async Task<bool> RequestAsync(Socket socket)
    {
        var text = new StringBuilder();
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var got = await socket.ReceiveAsync(buffer);
            if (got == 0)
            {
                return false;
            }

            var sofar = text.Append(Encoding.Latin1.GetString(buffer, 0, got)).ToString();
            var head = sofar.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (head >= 0 && sofar.Length - head - 4 >= Length(sofar[..head]))
            {
                return true;
            }
        }
    }

    private static int Length(string head) => head.Split("\r\n")
        .Where(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
        .Select(line => int.Parse(line["Content-Length:".Length..]))
        .FirstOrDefault();
}
