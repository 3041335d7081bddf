using ControlPlane.Actors;
using ControlPlane.Contracts.Admin;
using ControlPlane.Node.Admin;
using ControlPlane.Node.Census;
using ControlPlane.Node.Cluster;
using ControlPlane.Node.Containers;
using ControlPlane.Node.Controller.Configuration;
using ControlPlane.Node.Logging;
using ControlPlane.Node.Plugins;
using ControlPlane.Node.Services;
using ControlPlane.Node.Sockets;
using ControlPlane.Platform.Machine;

namespace ControlPlane.Node.Controller;

/// <summary>
/// controller
/// ├── logging        one child a destination
/// ├── sockets        one child a service, below it one a protocol
/// ├── census         connections of OS processes, as the kernel sees them
/// ├── plugins        what containers share: semaphores, mailboxes, variables, levers
/// ├── cluster        this node's part in its cluster, if it is in one
/// ├── services       one child a service
/// └── admin          the one gate from outside
///
/// The root of a node. Starts its sections top to bottom and stops them bottom to top; applies reloads; says when no
/// container is left after a shutdown.
/// </summary>
internal sealed class ControllerActor : ReceiveActor
{
    public const string Name = "controller";

    private const string HandOverName = "hand-over";
    private const string PreparationName = "prepare-shutdown";
    private const string ShutdownName = "shutdown";

    /// <summary>Only flushing and closing is left then: containers leave before, each in its own time.</summary>
    private static readonly TimeSpan StopsWithin = TimeSpan.FromSeconds(5);

    private readonly NodeContext _node;
    private readonly NodeStart _start;
    private readonly Dictionary<string, int> _scaled = new(StringComparer.Ordinal);
    private NodePlan _plan;
    private IReadOnlyDictionary<string, BoundSockets> _sockets;
    private readonly ClusterPart _cluster;
    private int _reloads;
    private bool _reading;

    public ControllerActor(NodeStart start, NodeContext node)
    {
        _start = start;
        _node = node;
        _plan = start.Plan;
        _sockets = start.Sockets;
        _cluster = new ClusterPart(Self, start.Config);
        Serving();
    }

    private static IActorRef Logging => Context.Child(LoggingSupervisor.Name);

    private static IActorRef Sockets => Context.Child(SocketsSupervisor.Name);

    private static IActorRef Plugins => Context.Child(PluginsSupervisor.Name);

    private static IActorRef Services => Context.Child(ServicesSupervisor.Name);

    private static IActorRef Admin => Context.Child(AdminActor.Name);

    private static IActorRef HandOver => Context.Child(HandOverName);

    public static Props Props(NodeStart start, NodeContext node) =>
        Actors.Props.Create(() => new ControllerActor(start, node));

    /// <summary>
    /// A fault of ours in one message costs that message: the sections hold sockets and wishes that a new instance
    /// would not know. What cannot even be made ends the node.
    /// </summary>
    public static readonly SupervisorStrategy KeepState = new OneForOneStrategy(
        e => e is ActorInitializationException ? Directive.Escalate : Directive.Resume);

    protected override SupervisorStrategy SupervisorStrategy() => KeepState;

    protected override void PreStart()
    {
        // Started top to bottom, stopped bottom to top: the log is the last to go.
        Start(LoggingSupervisor.Name, _start.Logging, new LoggingProtocol.Close());
        Start(SocketsSupervisor.Name, SocketsSupervisor.Props(_sockets, _node));
        Start(CensusActor.Name, CensusActor.Props(_node));
        Start(PluginsSupervisor.Name, PluginsSupervisor.Props(_node));
        if (_node.Cluster is { } cluster)
        {
            Start(ClusterActor.Name, ClusterActor.Props(cluster, _node));
            _cluster.Begin(Context.Child(ClusterActor.Name));
        }

        var node = _node with
        {
            Membership = Context.Child(ClusterActor.Name),
            Census = Context.Child(CensusActor.Name),
            ContainerServices = new NodeServices(Plugins, Self, _node.PersistentObjects),
        };
        Start(ServicesSupervisor.Name, ServicesSupervisor.Props(Sockets, node));
        Start(AdminActor.Name, AdminActor.Props(Services, node));
        var starting = Context.ActorOf(StartGathering.Props(_plan.Services.Count, _node), "start");
        foreach (var service in _plan.Services)
        {
            Services.Tell(
                new ServicesProtocol.Add(service, _sockets[service.Name], AdminProtocol.Patience.Default), starting);
        }

        _cluster.InForce(_plan);
    }

    private static void Start(string name, Props props, object? stopMessage = null) =>
        Context.StartAll([new ChildSpec(name, props, StopsWithin) { StopMessage = stopMessage }]);

    private void Serving()
    {
        Always();
        Receive<AdminProtocol.Scale>(Scale);
        Receive<AdminProtocol.Reload>(Reload);
        Receive<MembershipProtocol.PutInForce>(PutInForce);
        Receive<MembershipProtocol.Judge>(m => _start.Loader(_plan.File, m.Overlay).PipeTo(
            Sender, Self, result => new MembershipProtocol.Judged(result)));
        Receive<Loaded>(Apply);
        Receive<AdminProtocol.Shutdown>(Shutdown);
        Receive<HandingOver.Over>(_ => GoDown());
        Receive<KillNow>(_ =>
        {
            GoDown();
            Kill();
        });
    }

    private void GoingDown()
    {
        Always();
        Receive<MembershipProtocol.PutInForce>(_ => { });
        Receive<MembershipProtocol.Judge>(_ => Sender.Tell(LeavingAlready, Self));
        Receive<MembershipProtocol.Left>(_ => _start.OnDown());
        Receive<AdminProtocol.Shutdown>(_ => Sender.Tell(Accepted, Self));
        Receive<HandingOver.Over>(_ => { });
        Receive<KillNow>(_ => Kill());
        Receive<AdminProtocol.Request>(_ => Sender.Tell(LeavingAlready, Self));
        Receive<Loaded>(m => m.ReplyTo.Tell(LeavingAlready, Self));
        Receive<AdminProtocol.Reply>(_ => NobodyIsLeft());
        Receive<ShutdownPreparation.Prepared>(_ => AllDown());
    }

    private static AdminProtocol.Refused LeavingAlready => new(
        Refusal.Unavailable, "The node is shutting down.", "Start it again with: cplane run FILE");

    private void Always()
    {
        Receive<AdminActor.Call>(m => Admin.Forward(m));
        Receive<AdminProtocol.ReopenLogfiles>(_ => Logging.Forward(new LoggingProtocol.ReopenFiles()));
        Receive<LoggingProtocol.SetMaxLevel>(m => Logging.Forward(m));
        Receive<LoggingProtocol.SetDebug>(m => Logging.Forward(m));
        Receive<ServicesProtocol.ToOne>(m => Services.Forward(m));
        Receive<ServicesProtocol.ToAll>(m => Services.Forward(m));
        Receive<ServicesProtocol.Broadcast>(m => Services.Forward(m));
        Receive<ServicesProtocol.Asked>(_ => { });
        Receive<LoggingProtocol.Replaced>(_ => { });
    }

    private void Scale(AdminProtocol.Scale request)
    {
        if (_plan.Find(request.Service) is not null)
        {
            _scaled[request.Service] = request.Count;
        }

        Services.Forward(new ServicesProtocol.ToOne(
            request.Service, new ServiceProtocol.Scale(request.Count, request.Patience)));
    }

    private void Reload(AdminProtocol.Reload request)
    {
        if (_reading)
        {
            Sender.Tell(
                new AdminProtocol.Refused(
                    Refusal.Conflict, "Another reload is being read.", "Try again when it is done."),
                Self);
            return;
        }

        Read(request.File ?? _plan.File, _cluster.Present, Sender, request.Patience);
    }

    /// <summary>The cluster has another configuration; one that is being read now comes first.</summary>
    private void PutInForce(MembershipProtocol.PutInForce order)
    {
        if (!_cluster.Postpones(order, _reading))
        {
            Read(_plan.File, order, ActorRefs.Nobody, AdminProtocol.Patience.Default);
        }
    }

    private void Read(
        string file, MembershipProtocol.PutInForce layer, IActorRef replyTo, AdminProtocol.Patience patience)
    {
        _reading = true;
        _start.Loader(file, layer.Overlay).PipeTo(Self, Self, result => new Loaded(result, layer, replyTo, patience));
    }

    /// <summary>Everything that can be refused comes first; then nothing is refused any more.</summary>
    private void Apply(Loaded loaded)
    {
        _reading = false;
        var (ready, refusal) = ReloadTransaction.Prepare(
            loaded.Result, RunningPlan(), _sockets, _start.Devices, _node.Machine);
        if (ready is null)
        {
            loaded.ReplyTo.Tell(refusal!, Self);
            _cluster.NotInForce(loaded.Layer, refusal!.Error);
            Next();
            return;
        }

        _plan = ready.Plan;
        _start.OnPlan(_plan);
        _sockets = ready.Binding.Next;
        _scaled.Clear();
        Adjust(ready.Binding);
        if (ready.Difference.Changes.OfType<PlanChange.LoggingChanged>().Any())
        {
            Logging.Tell(new LoggingProtocol.Replace(ready.Sinks), Self);
        }

        Sockets.Tell(new SocketsProtocol.Arrange(_sockets, ready.Binding.Close), Self);
        Order(ready, loaded);
        _cluster.InForce(_plan, loaded.Layer, loaded.ReplyTo.IsNobody() ? [] : ready.Difference.Numbers);
        Next();
    }

    private void Next()
    {
        if (_cluster.TakePostponed() is { } order)
        {
            PutInForce(order);
        }
    }

    /// <summary>Told to the services from here and now, so that no later order (a scale) can overtake them.</summary>
    private void Order(ReloadTransaction reload, Loaded loaded)
    {
        var ofCluster = loaded.ReplyTo.IsNobody();
        var orders = ReloadGathering.Orders(reload, loaded.Patience, ofCluster);
        var gathering = Context.ActorOf(
            ReloadGathering.Props(reload, orders.Count, loaded.ReplyTo, loaded.Patience), $"reload-{++_reloads}");
        foreach (var order in orders)
        {
            Services.Tell(order, gathering);
        }

        Services.Tell(new ServicesProtocol.Arrange([.. reload.Plan.Services.Select(s => s.Name)]), Self);
    }

    private void Adjust(SocketBinding binding)
    {
        try
        {
            binding.Commit();
        }
        catch (MachineException e)
        {
            _node.Log.OptionRefused(e.Message);
        }
    }

    /// <summary>What runs: the file, with the numbers that were set by hand since.</summary>
    private NodePlan RunningPlan() => _plan with
    {
        Services = ValueList.From(_plan.Services.Select(
            s => _scaled.TryGetValue(s.Name, out var count) ? s.WithContainers(count) : s)),
    };

    private static AdminProtocol.Done Accepted => new("the node is shutting down");

    /// <summary>In a cluster it serves on until others have taken over; asked again, it waits for nobody.</summary>
    private void Shutdown(AdminProtocol.Shutdown request)
    {
        Sender.Tell(Accepted, Self);
        if (!HandOver.IsNobody())
        {
            HandOver.Tell(new HandingOver.GoNow(), Self);
        }
        else if (_cluster.GoesDown())
        {
            Context.ActorOf(
                HandingOver.Props(
                    Context.Child(ClusterActor.Name), Self, _node.Cluster!.Name, _plan, request.Within / 2, _node.Log),
                HandOverName);
        }
        else
        {
            GoDown();
        }
    }

    private void GoDown()
    {
        if (!HandOver.IsNobody())
        {
            Context.Stop(HandOver);
        }

        _node.Log.NodeLeaves();
        Become(GoingDown);
        _cluster.GoesDown();
        Context.ActorOf(ShutdownPreparation.Props(Services, Self), PreparationName);
    }

    private void NobodyIsLeft()
    {
        if (!_cluster.Leaves())
        {
            _start.OnDown();
        }
    }

    private void AllDown()
    {
        if (Context.Child(ShutdownName).IsNobody())
        {
            Context.ActorOf(ShutdownGathering.Props(Services, Self), ShutdownName);
        }
    }

    private void Kill()
    {
        if (!Context.Child(PreparationName).IsNobody())
        {
            AllDown(); // Nobody is asked any longer.
        }

        Services.Tell(new ServicesProtocol.ToAll(new ContainerProtocol.KillNow()), Self);
    }

    /// <summary>The host: everybody out at once; nobody waits for anything any longer.</summary>
    public sealed record KillNow;

    private sealed record Loaded(
        NodePlanResult Result, MembershipProtocol.PutInForce Layer, IActorRef ReplyTo, AdminProtocol.Patience Patience);
}
