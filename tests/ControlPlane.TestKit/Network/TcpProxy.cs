using System.Net;
using System.Net.Sockets;

namespace ControlPlane.TestKit;

/// <summary>
/// Stands between a client and a server on loopback, so that the way between them can be slow, cut, or silent.
/// Connections that it cuts are reset, as by a crash.
/// </summary>
public sealed class TcpProxy : IAsyncDisposable, IDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _over = new();
    private readonly List<Socket> _open = [];
    private readonly int _target;
    private readonly Task _accepting;
    private TaskCompletionSource _flows = Flowing();
    private int _accepted;
    private bool _refuses;

    /// <param name="target">Port on loopback.</param>
    /// <param name="listener">Where clients come; null: on a free port of loopback.</param>
    public TcpProxy(int target, TcpListener? listener = null)
    {
        _target = target;
        _listener = listener ?? new TcpListener(IPAddress.Loopback, 0);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How long each piece of data waits before it goes on.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>Connections so far.</summary>
    public int Accepted => Volatile.Read(ref _accepted);

    /// <summary>Connections that are open now.</summary>
    public int Open
    {
        get
        {
            lock (_open)
            {
                return _open.Count / 2;
            }
        }
    }

    /// <summary>Resets all connections; new ones are welcome.</summary>
    public void Cut()
    {
        lock (_open)
        {
            _open.ForEach(Reset);
            _open.Clear();
        }
    }

    /// <summary>Resets all connections, and new ones as soon as they come, until <see cref="Welcome"/>.</summary>
    public void Refuse()
    {
        Volatile.Write(ref _refuses, true);
        Cut();
    }

    public void Welcome() => Volatile.Write(ref _refuses, false);

    /// <summary>Accepts and takes everything, and lets nothing through, until <see cref="Flow"/>.</summary>
    public void Stall() => Interlocked.CompareExchange(ref _flows, new TaskCompletionSource(), _flows);

    public void Flow() => Interlocked.Exchange(ref _flows, Flowing()).TrySetResult();

    public void Dispose()
    {
        _over.Cancel();
        _listener.Stop();
        Cut();
    }

    public async ValueTask DisposeAsync()
    {
        Dispose();
        await _accepting;
    }

    private static TaskCompletionSource Flowing()
    {
        var flowing = new TaskCompletionSource();
        flowing.SetResult();
        return flowing;
    }

    private static void Reset(Socket socket)
    {
        try
        {
            socket.LingerState = new LingerOption(true, 0);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // It has gone by itself.
        }

        socket.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptSocketAsync(_over.Token);
                Interlocked.Increment(ref _accepted);
                _ = ServeAsync(client);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // It is disposed, and does not listen any more.
        }
    }

    private async Task ServeAsync(Socket client)
    {
        var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        lock (_open)
        {
            _open.AddRange([client, server]);
        }

        try
        {
            if (!Volatile.Read(ref _refuses) && !_over.IsCancellationRequested)
            {
                await server.ConnectAsync(IPAddress.Loopback, _target, _over.Token);
                await Task.WhenAny(PumpAsync(client, server), PumpAsync(server, client));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The server is not there: nor are we, to the client.
        }

        Reset(client);
        Reset(server);
        lock (_open)
        {
            _open.Remove(client);
            _open.Remove(server);
        }
    }

    private async Task PumpAsync(Socket from, Socket to)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer, _over.Token) is var got and > 0)
            {
                await Volatile.Read(ref _flows).Task.WaitAsync(_over.Token);
                if (Delay > TimeSpan.Zero)
                {
                    await Task.Delay(Delay, TimeProvider.System, _over.Token);
                }

                for (var sent = 0; sent < got;)
                {
                    sent += await to.SendAsync(buffer.AsMemory(sent, got - sent), _over.Token);
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // One end is gone: so is the other.
        }
    }
}
