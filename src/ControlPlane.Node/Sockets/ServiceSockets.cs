using ControlPlane.Actors;
using ControlPlane.Node.Controller;

namespace ControlPlane.Node.Sockets;

/// <summary>
/// sockets/SERVICE
/// └── PROTOCOL       owns the listening sockets of one protocol
///
/// Dispatches the connections of a service to its containers in this process. It lets its protocols accept only while
/// there is a container to take them; what was accepted and cannot be given waits here for the next one. Workers that are
/// OS processes accept for themselves; then this actor has nothing to do.
/// </summary>
internal sealed class ServiceSockets : ReceiveActor
{
    private readonly NodeContext _node;
    private readonly List<Seat> _seats = [];
    private readonly Queue<SocketsProtocol.Accepted> _held = new();
    private BoundSockets _sockets;

    public ServiceSockets(BoundSockets sockets, NodeContext node)
    {
        _sockets = sockets;
        _node = node;
        Receive<BoundSockets>(Rearrange);
        Receive<SocketsProtocol.Open>(m => Open(m.Container));
        Receive<SocketsProtocol.Close>(m => Close(m.Container));
        Receive<SocketsProtocol.Accepted>(Give);
        Receive<SocketsProtocol.JobDone>(m => _seats.Find(s => s.Container.Equals(m.Container))?.Done());
        Receive<Terminated>(m => Close(m.ActorRef));
    }

    public static Props Props(BoundSockets sockets, NodeContext node) =>
        Actors.Props.Create(() => new ServiceSockets(sockets, node));

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Resume);

    protected override void PreStart() => Rearrange(_sockets);

    protected override void PostStop()
    {
        foreach (var held in _held)
        {
            _ = held.Connection.DisposeAsync().AsTask();
        }
    }

    private void Rearrange(BoundSockets sockets)
    {
        var names = sockets.Protocols.Select(p => p.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var protocol in _sockets.Protocols.Where(p => !names.Contains(p.Name)))
        {
            Context.Stop(Context.Child(protocol.Name));
        }

        _sockets = sockets;
        foreach (var protocol in sockets.Protocols)
        {
            var child = Context.Child(protocol.Name);
            if (child.IsNobody())
            {
                child = Context.ActorOf(ProtocolSockets.Props(protocol, _node), protocol.Name);
            }
            else
            {
                child.Tell(protocol, Self);
            }

            child.Tell(new SocketsProtocol.Accept(_seats.Count > 0), Self);
        }
    }

    private void Open(IActorRef container)
    {
        _seats.Add(new Seat(container));
        Context.Watch(container);
        TellProtocols();
        while (_held.TryDequeue(out var held))
        {
            Give(held);
        }
    }

    private void Close(IActorRef container)
    {
        _seats.RemoveAll(s => s.Container.Equals(container));
        Context.Unwatch(container);
        container.Tell(new SocketsProtocol.Closed(), Self);
        TellProtocols();
    }

    private void Give(SocketsProtocol.Accepted accepted)
    {
        var choice = Dispatch.Choose([.. _seats.Select(s => s.Jobs)]);
        if (choice < 0)
        {
            _held.Enqueue(accepted);
            return;
        }

        _seats[choice].Begin();
        _seats[choice].Container.Tell(new SocketsProtocol.Job(accepted.Connection, accepted.Protocol), Self);
    }

    private void TellProtocols()
    {
        foreach (var child in Context.GetChildren())
        {
            child.Tell(new SocketsProtocol.Accept(_seats.Count > 0), Self);
        }
    }

    private sealed class Seat(IActorRef container)
    {
        public IActorRef Container { get; } = container;

        public int Jobs { get; private set; }

        public void Begin() => Jobs++;

        public void Done() => Jobs--;
    }
}
