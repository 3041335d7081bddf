using System.Net.Sockets;
using System.Text;

namespace ControlPlane.Benchmarks.Drain;

/// <summary>
/// Clients that come one after the other, each with one request on a connection of its own, and what became of them.
/// </summary>
internal sealed class ShortVisits : IAsyncDisposable
{
    private readonly CancellationTokenSource _enough = new();
    private readonly Task[] _clients;
    private int _answered;
    private int _refused;
    private int _reset;

    public ShortVisits(int port, int clients) =>
        _clients = [.. Enumerable.Range(0, clients).Select(_ => Task.Run(() => VisitAsync(port)))];

    public int Answered => Volatile.Read(ref _answered);

    public int Refused => Volatile.Read(ref _refused);

    /// <summary>Were accepted, or waited, and got no whole answer.</summary>
    public int Reset => Volatile.Read(ref _reset);

    public async ValueTask DisposeAsync()
    {
        await _enough.CancelAsync();
        await Task.WhenAll(_clients);
        _enough.Dispose();
    }

    private async Task VisitAsync(int port)
    {
        while (!_enough.IsCancellationRequested)
        {
            try
            {
                var whole = (await GetAsync(port)).EndsWith("hello\n", StringComparison.Ordinal);
                Interlocked.Increment(ref whole ? ref _answered : ref _reset);
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

    private static async Task<string> GetAsync(int port)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port);
        await client.GetStream().WriteAsync("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"u8.ToArray());
        using var reader = new StreamReader(client.GetStream(), Encoding.ASCII);
        return await reader.ReadToEndAsync();
    }
}
