using ControlPlane.Actors;
using ControlPlane.Node.Controller;
using ControlPlane.Platform.Sockets;

namespace ControlPlane.Node.Sockets;

/// <summary>
/// sockets/SERVICE/PROTOCOL: holds the listening sockets of one protocol, and accepts from them while its dispatcher wants
/// connections: one pending accept a socket, so at most one connection a socket is ever taken without a container.
/// </summary>
internal sealed class ProtocolSockets : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan AfterFailure = TimeSpan.FromMilliseconds(100);

    private readonly NodeContext _node;
    private readonly HashSet<IListener> _accepting = [];
    private BoundProtocol _protocol;
    private CancellationTokenSource? _open;

    public ProtocolSockets(BoundProtocol protocol, NodeContext node)
    {
        _protocol = protocol;
        _node = node;
        Receive<BoundProtocol>(m =>
        {
            _protocol = m;
            AcceptWhereIdle();
        });
        Receive<SocketsProtocol.Accept>(m => Accept(m.Wanted));
        Receive<Took>(OnTook);
        Receive<Failed>(OnFailed);
        Receive<TryAgain>(_ => AcceptWhereIdle());
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(BoundProtocol protocol, NodeContext node) =>
        Actors.Props.Create(() => new ProtocolSockets(protocol, node));

    protected override void PostStop() => Accept(false);

    private void Accept(bool wanted)
    {
        if (wanted == _open is not null)
        {
            return;
        }

        if (wanted)
        {
            _open = new CancellationTokenSource();
            AcceptWhereIdle();
        }
        else
        {
            _open!.Cancel();
            _open = null;
        }
    }

    private void AcceptWhereIdle()
    {
        foreach (var listener in _protocol.Listeners)
        {
            if (_open is not null && _accepting.Add(listener))
            {
                listener.AcceptAsync(_open.Token).PipeTo(
                    Self, Self, connection => new Took(listener, connection), error => new Failed(listener, error));
            }
        }
    }

    private void OnTook(Took took)
    {
        _accepting.Remove(took.Listener);
        Context.Parent.Tell(new SocketsProtocol.Accepted(took.Connection, _protocol.Name), Self);
        AcceptWhereIdle();
    }

    private void OnFailed(Failed failed)
    {
        _accepting.Remove(failed.Listener);
        if (failed.Error is OperationCanceledException)
        {
            AcceptWhereIdle();
            return;
        }

        if (_protocol.Listeners.Contains(failed.Listener))
        {
            _node.Log.AcceptFailed(failed.Listener.Address, failed.Error.Message, AfterFailure.TotalMilliseconds);
            Timers.StartSingleTimer("again", new TryAgain(), AfterFailure);
        }
    }

    private sealed record Took(IListener Listener, IAccepted Connection);

    private sealed record Failed(IListener Listener, Exception Error);

    private sealed record TryAgain;
}
