using ControlPlane.Actors;
using ControlPlane.Node.Controller;

namespace ControlPlane.Node.Sockets;

/// <summary>
/// sockets/SERVICE
/// └── PROTOCOL       owns the listening sockets of one protocol, and accepts from them
///
/// Which container a connection goes to is decided by <see cref="Dispatch"/> over the <see cref="SeatTable"/> of the
/// service. Workers that are OS processes accept for themselves; then nothing is accepted here.
/// </summary>
internal sealed class ServiceSockets : ReceiveActor
{
    private readonly NodeContext _node;
    private readonly string _service;
    private BoundSockets _sockets;

    public ServiceSockets(string service, BoundSockets sockets, NodeContext node)
    {
        _service = service;
        _sockets = sockets;
        _node = node;
        Receive<BoundSockets>(Rearrange);
    }

    public static Props Props(string service, BoundSockets sockets, NodeContext node) =>
        Actors.Props.Create(() => new ServiceSockets(service, sockets, node));

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Resume);

    protected override void PreStart() => Rearrange(_sockets);

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
                Context.ActorOf(ProtocolSockets.Props(_service, protocol, _node), protocol.Name);
            }
            else
            {
                child.Tell(protocol, Self);
            }
        }
    }
}
