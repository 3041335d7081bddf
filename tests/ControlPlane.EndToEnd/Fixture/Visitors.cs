using System.Net.Sockets;

namespace ControlPlane.EndToEnd.Fixture;

/// <summary>Clients that come one after the other, without an end, and what became of them.</summary>
internal sealed class Visitors : IAsyncDisposable
{
    private readonly CancellationTokenSource _enough = new();
    private readonly Task[] _clients;
    private int _answered;
    private int _refused;
    private int _reset;

    public Visitors(params int[] ports) => _clients = [.. ports.Select(port => Task.Run(() => Visit(port)))];

    public int Answered => Volatile.Read(ref _answered);

    /// <summary>Nobody listened.</summary>
    public int Refused => Volatile.Read(ref _refused);

    /// <summary>Was accepted, and then lost its worker.</summary>
    public int Reset => Volatile.Read(ref _reset);

    public async ValueTask DisposeAsync()
    {
        await _enough.CancelAsync();
        await Task.WhenAll(_clients);
        _enough.Dispose();
    }

    public override string ToString() => $"{Answered} answered, {Refused} refused, {Reset} reset";

    private async Task Visit(int port)
    {
        while (!_enough.IsCancellationRequested)
        {
            try
            {
                var answer = await Web.Get(port);
                Interlocked.Increment(ref answer.Length > 0 ? ref _answered : ref _reset);
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
}
