using ControlPlane.Actors;
using ControlPlane.Contracts.Admin;
using ControlPlane.Node.Controller;
using ControlPlane.Node.Sockets;

namespace ControlPlane.Node.Services;

/// <summary>
/// services
/// └── SERVICE        one child a service
///
/// A service whose actor fails (a fault of ours) is stopped with its containers and made anew from its present plan
/// after a second; the others do not notice.
/// </summary>
internal sealed class ServicesSupervisor : ReceiveActor, IWithTimers
{
    public const string Name = "services";

    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);

    private readonly NodeContext _node;
    private readonly IActorRef _sockets;
    private readonly List<ServicePlan> _plans = [];
    private readonly Dictionary<string, BoundSockets> _bound = new(StringComparer.Ordinal);

    /// <summary>Services on their way out, and what shall come in their place.</summary>
    private readonly Dictionary<string, (ServicesProtocol.Add Order, IActorRef Sender)?> _leaving = new(
        StringComparer.Ordinal);

    private readonly List<(string Service, IActorRef Waiter)> _untilGone = [];

    public ServicesSupervisor(IActorRef sockets, NodeContext node)
    {
        _sockets = sockets;
        _node = node;
        Receive<ServicesProtocol.Add>(Add);
        Receive<ServicesProtocol.Remove>(Remove);
        Receive<ServicesProtocol.Arrange>(
            m => _plans.Sort((a, b) => m.Order.IndexOf(a.Name).CompareTo(m.Order.IndexOf(b.Name))));
        Receive<ServicesProtocol.ToOne>(ToOne);
        Receive<ServicesProtocol.ToAll>(m => ToMatching(_ => true, m.Message));
        Receive<ServicesProtocol.ToMatching>(m => ToMatching(m.Name.Matches, m.Message));
        Receive<ServicesProtocol.Broadcast>(Broadcast);
        Receive<Terminated>(m => ServiceEnded(m.ActorRef.Path.Name));
        Receive<StartAgain>(m => Start(m.Service));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(IActorRef sockets, NodeContext node) =>
        Actors.Props.Create(() => new ServicesSupervisor(sockets, node));

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop);

    private void Add(ServicesProtocol.Add order)
    {
        Keep(order.Plan, order.Sockets);
        if (_leaving.ContainsKey(order.Plan.Name))
        {
            Afterwards(order.Plan.Name, order);
            return;
        }

        Start(order.Plan.Name);
        Forwarded(
            order.Plan.Name, new ServiceProtocol.Follow(order.Plan, order.Sockets, Replace: false, order.Patience));
    }

    private void Remove(ServicesProtocol.Remove order)
    {
        Afterwards(order.Service, null);
        Forwarded(order.Service, new ServiceProtocol.GoDown(End: true, order.Patience));
    }

    private void ToOne(ServicesProtocol.ToOne order)
    {
        if (_plans.Exists(p => p.Name == order.Service))
        {
            if (order.Message is ServiceProtocol.Follow follow)
            {
                Keep(follow.Plan, follow.Sockets);
                if (_leaving.ContainsKey(order.Service))
                {
                    Afterwards(order.Service, new ServicesProtocol.Add(follow.Plan, follow.Sockets, follow.Patience));
                    return;
                }
            }

            Forwarded(order.Service, order.Message);
            return;
        }

        Sender.Tell(ServicesProtocol.Unknown(order.Service, _plans.Select(p => p.Name)), Self);
    }

    /// <summary>What shall come when a service that leaves has gone; an earlier wish of that kind is
    /// overtaken.</summary>
    private void Afterwards(string service, ServicesProtocol.Add? next)
    {
        if (_leaving.GetValueOrDefault(service) is var (_, sender))
        {
            sender.Tell(
                new AdminProtocol.Refused(
                    Refusal.Conflict, $"{service}: a reload was overtaken by another.", "Look with: cplane list"),
                    Self);
        }

        _leaving[service] = next is null ? null : (next, Sender);
    }

    private void ToMatching(Predicate<string> isMeant, object message)
    {
        List<string> names = [.. _plans.Select(p => p.Name).Where(name => isMeant(name))];
        Sender.Tell(new ServicesProtocol.Asked(names), Self);
        foreach (var name in names)
        {
            Forwarded(name, message);
        }
    }

    private void Broadcast(ServicesProtocol.Broadcast order)
    {
        foreach (var plan in _plans.Where(p => order.Receiver.Matches(p.Name)))
        {
            Context.Child(plan.Name).Tell(order.Message, Sender);
        }
    }

    /// <summary>
    /// Hands on; a service that is between two lives of its actor says so itself. One that leaves is as is wanted when
    /// it has gone, which it cannot say itself.
    /// </summary>
    private void Forwarded(string service, object message)
    {
        if (message is ServiceProtocol.Await && _leaving.TryGetValue(service, out var next) && next is null)
        {
            _untilGone.Add((service, Sender));
            return;
        }

        var child = Context.Child(service);
        if (child.IsNobody())
        {
            Sender.Tell(
                new AdminProtocol.Refused(
                    Refusal.Unavailable, $"{service} is being started again after a fault of the node.",
                    "Try again in a second."),
                Self);
            return;
        }

        child.Tell(message, Sender);
    }

    private void Keep(ServicePlan plan, BoundSockets sockets)
    {
        var index = _plans.FindIndex(p => p.Name == plan.Name);
        if (index < 0)
        {
            _plans.Add(plan);
        }
        else
        {
            _plans[index] = plan;
        }

        _bound[plan.Name] = sockets;
    }

    private void Start(string service)
    {
        if (_plans.Find(p => p.Name == service) is { } plan && Context.Child(service).IsNobody())
        {
            Context.Watch(Context.ActorOf(ServiceActor.Props(plan, _bound[service], _node), service));
        }
    }

    private void ServiceEnded(string service)
    {
        if (_leaving.Remove(service, out var next))
        {
            foreach (var (_, waiter) in _untilGone.Where(w => w.Service == service))
            {
                waiter.Tell(new AdminProtocol.Done($"{service} is gone"), Self);
            }

            _untilGone.RemoveAll(w => w.Service == service);
            if (next is var (order, sender))
            {
                Self.Tell(order, sender);
                return;
            }

            _plans.RemoveAll(p => p.Name == service);
            _bound.Remove(service);
            _node.ContainerServices.Forget(service);
            _sockets.Tell(new SocketsProtocol.Drop(service), Self);
            return;
        }

        _node.Log.ServiceFailed(service, Again.TotalSeconds);
        Timers.StartSingleTimer(service, new StartAgain(service), Again);
    }

    private sealed record StartAgain(string Service);
}
