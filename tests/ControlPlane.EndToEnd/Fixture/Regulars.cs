using System.Net.Sockets;
using System.Text;

namespace ControlPlane.EndToEnd.Fixture;

/// <summary>
/// Clients that come again and again, stay for some requests on one connection, and end it themselves.
/// </summary>
internal sealed class Regulars : IAsyncDisposable
{
    private static readonly byte[] Request = Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly CancellationTokenSource _enough = new();
    private readonly Task[] _clients;
    private int _answered;
    private int _refused;
    private int _reset;

    /// <param name="requests">On one connection.</param>
    /// <param name="ports">One client for each.</param>
    public Regulars(int requests, params int[] ports) =>
        _clients = [.. ports.Select(port => Task.Run(() => Come(port, requests)))];

    public int Answered => Volatile.Read(ref _answered);

    /// <summary>Nobody listened.</summary>
    public int Refused => Volatile.Read(ref _refused);

    /// <summary>The worker was gone before the client was done.</summary>
    public int Reset => Volatile.Read(ref _reset);

    public async ValueTask DisposeAsync()
    {
        await _enough.CancelAsync();
        await Task.WhenAll(_clients);
        _enough.Dispose();
    }

    public override string ToString() => $"{Answered} answered, {Refused} refused, {Reset} reset";

    private async Task Come(int port, int requests)
    {
        while (!_enough.IsCancellationRequested)
        {
            try
            {
                using var socket = await Web.Connect(port);
                for (var i = 0; i < requests; i++)
                {
                    await Ask(socket);
                    Interlocked.Increment(ref _answered);
                }
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionRefused)
            {
                Interlocked.Increment(ref _refused);
            }
            catch (Exception e) when (e is SocketException or IOException)
            {
                Interlocked.Increment(ref _reset);
            }
        }
    }

    /// <summary>The plain workers answer with one body that ends with a word.</summary>
    private static async Task Ask(Socket socket)
    {
        await socket.SendAsync(Request);
        var answer = new byte[4096];
        for (var length = 0; !answer.AsSpan(0, length).EndsWith("hello\n"u8);)
        {
            var count = await socket.ReceiveAsync(answer.AsMemory(length)).AsTask().WaitAsync(
                Patience, TimeProvider.System);
            length += count > 0 ? count : throw new IOException("the worker has closed the connection");
        }
    }
}
