using System.Net;
using ControlPlane.Actors;
using ControlPlane.Contracts.Admin;
using ControlPlane.Contracts.Statuses;
using ControlPlane.Contracts;
using ControlPlane.Node.Cluster.Agent;
using ControlPlane.Node.Cluster.Placement;
using ControlPlane.Node.Containers;
using ControlPlane.Node.Controller;
using ControlPlane.Node.Logging.Front;
using ControlPlane.Node.Services;
using ControlPlane.Node.Sockets;
using ControlPlane.Node.Tests.Simulation;
using ControlPlane.Node.Workload;
using ControlPlane.Platform.Sockets;

namespace ControlPlane.Node.Tests.Services;

/// <summary>One service as a whole: its actors in virtual time, on a machine on which every start succeeds.</summary>
internal sealed class ServiceRig
{
    private readonly SteppedDispatcher _dispatcher = new(7, _ => { });
    private readonly SimulatedMachine _machine;
    private readonly IActorRef _service;
    private ServicePlan _plan;

    /// <param name="workload">Of the service.</param>
    /// <param name="clustered">The service is one of a cluster: it waits for what the cluster wants.</param>
    public ServiceRig(WorkloadPlan workload, bool clustered = false)
    {
        _machine = new SimulatedMachine(_dispatcher.Time, new Random(7)) { Faulty = false };
        _plan = new ServicePlan(
            "web", Enabled: true, new ProcessPlan(["worker"], null, [], null, Readiness.Uptime),
            [new ProtocolPlan(
                "http", [new ListenPlan(new InternetListenAddress(new IPEndPoint(IPAddress.Loopback, 80)))])],
            workload,
            new LifecyclePlan(
                null, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(1), null, StartFailureThen.Disable))
        {
            Placement = clustered ? PlacementPlan.Everywhere with { Scope = PlacementScope.Cluster } : PlacementPlan.Everywhere,
        };
        var system = ActorSystem.Create("service", new ActorSystemSettings { Dispatcher = _dispatcher });
        var logging = new NodeLogging(_dispatcher.Time, Stream.Null);
        var context = new NodeContext(
            "here", _machine, _dispatcher.Time, new Random(7), logging.Factory.CreateLogger("controller"),
            id => logging.OutputOf(id.Service), logging.LoggerOf, new NodeTally(), Decisions.Real)
        {
            Membership = clustered ? system.ActorOf(Props.Create(() => new Listener(Told)), "cluster") : ActorRefs.Nobody,
        };
        _service = system.ActorOf(
            ServiceActor.Props(_plan, BoundSockets.None, context), "web");
        Pass(3);
    }

    /// <summary>What the cluster has heard of the service, the last word at the end.</summary>
    public List<object> Told { get; } = [];

    public IReadOnlyList<string> Alive => [.. _machine.Alive.Select(w => w.Container.ToString()).Order()];

    public IReadOnlyList<int> Pids => [.. _machine.Alive.Select(w => w.Identity.Pid)];

    public int Starts => _machine.Starts;

    public void Pass(double seconds) => _dispatcher.Advance(TimeSpan.FromSeconds(seconds));

    public void Queue(int connections) => Tell(new WorkloadProtocol.Queued(connections));

    public void Murder()
    {
        _machine.MurderOne();
        Pass(3);
    }

    /// <summary>As the container would say it.</summary>
    public void Jobs(int number, int jobs)
    {
        var id = new ContainerId("web", number);
        Tell(new ContainerProtocol.Changed(id, ContainerPhase.Accepting, new ContainerStatus(
            "web", id.ToString(), "here", ContainerState.Ready, "busy", 1, jobs, 0, null)));
    }

    public void Follow(WorkloadPlan workload)
    {
        _plan = _plan with { Workload = workload };
        Done(new ServiceProtocol.Follow(_plan, BoundSockets.None, Replace: false, AdminProtocol.Patience.Default));
    }

    public string Done(ServiceProtocol.ICommand command) => Assert.IsType<AdminProtocol.Done>(Ask(command)).Text;

    public AdminProtocol.Reply Ask(ServiceProtocol.ICommand command)
    {
        var asked = _service.Ask<AdminProtocol.Reply>(command, TimeSpan.FromHours(1));
        Pass(60);
        Assert.True(asked.IsCompletedSuccessfully, "no answer");
        return asked.Result;
    }

    public (int Containers, long? Capacity, long? Free) Counts()
    {
        var asked = _service.Ask<ServiceProtocol.Description>(
            new ServiceProtocol.Describe(), TimeSpan.FromHours(1));
        _dispatcher.RunUntilIdle();
        var status = asked.Result.Service;
        return (status.Containers, status.Capacity, status.Free);
    }

    /// <summary>The cluster wants this.</summary>
    public void Assign(LocalWish wish) => Tell(new ServiceProtocol.Assign(wish));

    private void Tell(object message)
    {
        _service.Tell(message, ActorRefs.NoSender);
        Pass(3);
    }

    private sealed class Listener : ReceiveActor
    {
        public Listener(List<object> told) => Receive<object>(told.Add);
    }
}
