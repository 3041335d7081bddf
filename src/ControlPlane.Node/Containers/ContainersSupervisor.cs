using ControlPlane.Actors;
using ControlPlane.Contracts;
using ControlPlane.Node.Controller;

namespace ControlPlane.Node.Containers;

/// <summary>
/// services/SERVICE/containers
/// └── SERVICE-N      one child a slot: OsProcess/ or InProcess/
///
/// A slot whose actor fails (a fault of ours) ends its process and begins anew; after three of those in ten seconds the
/// slot is given up, and the service sees it gone.
/// </summary>
internal sealed class ContainersSupervisor : ReceiveActor
{
    public const string Name = "containers";

    private readonly IActorRef _service;
    private readonly Dictionary<IActorRef, ContainerId> _slots = [];

    public ContainersSupervisor(IActorRef service, NodeContext node)
    {
        _service = service;
        Receive<ContainerProtocol.Launch>(Launch);
        Receive<ContainerProtocol.Stop>(m => Context.Child(m.Id.ToString()).Forward(m));
        Receive<ContainerProtocol.Mark>(m => Context.Child(m.Id.ToString()).Forward(m));
        Receive<ContainerProtocol.Retry>(ToAll);
        Receive<ContainerProtocol.Follow>(ToAll);
        Receive<ContainerProtocol.KillNow>(ToAll);
        Receive<ContainerProtocol.Message>(ToAll);
        Receive<ContainerProtocol.AdminMessage>(ToAll);
        Receive<ContainerProtocol.PrepareSystemShutdown>(ToAll);
        Receive<Terminated>(m =>
        {
            if (_slots.Remove(m.ActorRef, out var id))
            {
                _service.Tell(new ContainerProtocol.Gone(id), Self);
            }
        });
    }

    public static Props Props(IActorRef service, NodeContext node) =>
        Actors.Props.Create(() => new ContainersSupervisor(service, node));

    protected override SupervisorStrategy SupervisorStrategy() =>
        new OneForOneStrategy(3, TimeSpan.FromSeconds(10), _ => Directive.Restart);

    private void Launch(ContainerProtocol.Launch order)
    {
        var slot = Context.ActorOf(order.Container, order.Id.ToString());
        _slots.Add(slot, order.Id);
        Context.Watch(slot);
    }

    private void ToAll(object message)
    {
        foreach (var child in Context.GetChildren())
        {
            child.Tell(message, Sender);
        }
    }
}
