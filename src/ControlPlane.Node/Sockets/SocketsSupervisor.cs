using ControlPlane.Actors;
using ControlPlane.Node.Controller;

namespace ControlPlane.Node.Sockets;

/// <summary>
/// sockets
/// └── SERVICE        the sockets of one service
///     └── PROTOCOL   owns the listening sockets of one protocol
///
/// The sockets outlive every container. They are bound before the tree starts (or before a reload changes anything),
/// and closed here.
/// </summary>
internal sealed class SocketsSupervisor : ReceiveActor
{
    public const string Name = "sockets";

    private readonly NodeContext _node;
    private IReadOnlyDictionary<string, BoundSockets> _services;

    public SocketsSupervisor(IReadOnlyDictionary<string, BoundSockets> services, NodeContext node)
    {
        _services = services;
        _node = node;
        Receive<SocketsProtocol.Arrange>(Arrange);
        Receive<SocketsProtocol.Drop>(m => Drop(m.Service));
    }

    public static Props Props(IReadOnlyDictionary<string, BoundSockets> services, NodeContext node) =>
        Actors.Props.Create(() => new SocketsSupervisor(services, node));

    /// <summary>A fault of ours in one message: keep the sockets and the state, go on with the next message.</summary>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Resume);

    protected override void PreStart() => Arrange(new SocketsProtocol.Arrange(_services, []));

    protected override void PostStop()
    {
        foreach (var listener in _services.Values.SelectMany(s => s.Listeners).Distinct())
        {
            listener.Dispose();
        }
    }

    private void Drop(string service)
    {
        if (!_services.ContainsKey(service))
        {
            Context.Stop(Context.Child(service));
        }
    }

    private void Arrange(SocketsProtocol.Arrange order)
    {
        // The dispatcher of a removed service stays until its last container has left it.
        foreach (var gone in _services.Keys.Except(order.Services.Keys))
        {
            Context.Child(gone).Tell(BoundSockets.None, Self);
        }

        _services = order.Services;
        foreach (var (service, sockets) in order.Services.OrderBy(s => s.Key, StringComparer.Ordinal))
        {
            var child = Context.Child(service);
            if (child.IsNobody())
            {
                Context.ActorOf(ServiceSockets.Props(service, sockets, _node), service);
            }
            else
            {
                child.Tell(sockets, Self);
            }
        }

        foreach (var listener in order.Close)
        {
            listener.Dispose();
        }
    }
}
