using ControlPlane.Actors;
using ControlPlane.Node.Controller;
using ControlPlane.Platform.Sockets;

namespace ControlPlane.Node.Sockets;

/// <summary>
/// sockets/SERVICE/PROTOCOL: holds the listening sockets of one protocol, and keeps an <see cref="AcceptLoop"/> going
/// on each. A loop touches its socket only while a container in this process has a free job, so sockets that workers
/// inherit are left alone.
/// </summary>
internal sealed class ProtocolSockets : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan AfterFailure = TimeSpan.FromMilliseconds(100);

    private readonly NodeContext _node;
    private readonly SeatTable _seats;
    private readonly Dictionary<IListener, CancellationTokenSource> _loops = [];
    private BoundProtocol _protocol;

    public ProtocolSockets(string service, BoundProtocol protocol, NodeContext node)
    {
        _protocol = protocol;
        _node = node;
        _seats = node.Seats.Of(service);
        Receive<BoundProtocol>(m =>
        {
            _protocol = m;
            Arrange();
        });
        Receive<Failed>(OnFailed);
        Receive<TryAgain>(_ => Arrange());
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(string service, BoundProtocol protocol, NodeContext node) =>
        Actors.Props.Create(() => new ProtocolSockets(service, protocol, node));

    protected override void PreStart() => Arrange();

    protected override void PostStop()
    {
        foreach (var loop in _loops.Values)
        {
            loop.Cancel();
        }
    }

    /// <summary>One loop a socket, none on others.</summary>
    private void Arrange()
    {
        foreach (var gone in _loops.Keys.Except(_protocol.Listeners).ToList())
        {
            _loops.Remove(gone, out var loop);
            loop!.Cancel();
        }

        foreach (var listener in _protocol.Listeners.Where(l => !_loops.ContainsKey(l)))
        {
            var open = new CancellationTokenSource();
            _loops.Add(listener, open);
            new AcceptLoop(listener, _protocol.Name, _seats).RunAsync(open.Token).PipeTo(
                Self, Self, failure: error => new Failed(listener, open, error));
        }
    }

    private void OnFailed(Failed failed)
    {
        if (failed.Open.IsCancellationRequested || _loops.GetValueOrDefault(failed.Listener) != failed.Open)
        {
            return; // It ended as it was told.
        }

        _loops.Remove(failed.Listener);
        _node.Log.AcceptFailed(failed.Listener.Address, failed.Error.Message, AfterFailure.TotalMilliseconds);
        Timers.StartSingleTimer("again", new TryAgain(), AfterFailure);
    }

    private sealed record Failed(IListener Listener, CancellationTokenSource Open, Exception Error);

    private sealed record TryAgain;
}
