using ControlPlane.Actors;
using ControlPlane.Contracts.Admin;
using ControlPlane.Etcd;
using ControlPlane.Node.Admin;
using ControlPlane.Node.Cluster;
using ControlPlane.Node.Controller;
using ControlPlane.Node.Logging;
using ControlPlane.Node.Logging.Front;
using ControlPlane.Node.Logging.Outlets;
using ControlPlane.Node.Sockets;
using ControlPlane.Platform.Workers;
using ControlPlane.TestKit;
using Microsoft.Extensions.Logging;

namespace ControlPlane.Node.Tests.Simulation.Cluster;

/// <summary>
/// One start of a node, until it is killed or has gone down: its processes, its clock, its connections.
/// </summary>
internal sealed class NodeLife : IDisposable
{
    private readonly ClusterWorld _world;
    private readonly SimulatedNode _node;
    private readonly NodeEtcd _etcd;
    private readonly IActorRef _controller;
    private readonly NodeLogging _logging;

    public NodeLife(ClusterWorld world, SimulatedNode node, long incarnation)
    {
        _world = world;
        _node = node;
        Incarnation = incarnation;
        Address = $"127.0.0.1:{10_000 + (100 * node.Number) + incarnation}";
        Gate = new NodeGate(new Random(world.Draw(int.MaxValue)));
        Clock = new NodeClock(world.Time, Gate);
        Client = world.Etcd.Client(node.Name);
        _etcd = new NodeEtcd(Client, Gate, Sends);
        Machine = new SimulatedMachine(world.Time, new Random(world.Draw(int.MaxValue)))
        {
            Faulty = world.IsFaulty,
            Starting = plan => world.Rules.BeforeStart(this, plan),
            Wrong = wrong => world.Rules.Check(Ends(wrong), $"{node.Name}: {wrong}"),
            Clients = world.Load.To(node),
            Observing = observer => new GatedObserver(observer, Gate),
        };
        _logging = new NodeLogging(Clock, Stream.Null);
        var system = ActorSystem.Create(
            node.Name, new ActorSystemSettings { Dispatcher = world.Dispatcher, TimeProvider = Clock, Report = Report });
        var log = world.Log is { } writer ? new SimulatedLog(writer, node.Name, world.Time) : (ILogger)Quiet;
        var context = new NodeContext(
            node.Name, Machine, Clock, new Random(world.Draw(int.MaxValue)), log, id => _logging.OutputOf(id.Service),
            (_, _) => log, new NodeTally(), Decisions.Real)
        {
            Offload = work => work(),
            Seats = new SeatTables(Clock, inline: true),
            Cluster = Setup(),
        };
        _controller = system.ActorOf(ControllerActor.Props(Start(), context), ControllerActor.Name);
    }

    private static readonly ILogger Quiet = Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;

    public SimulatedNode Node => _node;

    public long Incarnation { get; }

    public string Address { get; }

    public NodeGate Gate { get; }

    public NodeClock Clock { get; }

    public FakeEtcdClient Client { get; }

    public SimulatedMachine Machine { get; }

    /// <summary>It has heard that it is registered under this lease, and so has read what the cluster wants.</summary>
    public bool Registered(long lease) => _etcd.Confirmed == lease;

    /// <summary>What peers have to show; null: it is not known.</summary>
    public string? Token { get; private set; }

    /// <summary>It is over: whoever waits for an answer of it gets none.</summary>
    public event Action? OnDeath;

    /// <summary>A request from outside; what is answered is heard, however often.</summary>
    public void Ask(AdminActor.Call call, Action<AdminProtocol.Reply> heard)
    {
        var desk = _world.Desk(heard);
        Gate.Arrive(() => _controller.Tell(call, desk));
    }

    /// <summary>The process and all its workers vanish without a word.</summary>
    public void Kill()
    {
        Gate.Die();
        _etcd.Close();
        Machine.Vanish();
        OnDeath?.Invoke();
        Dispose();
    }

    public void Dispose() => _logging.Dispose();

    private ClusterSetup Setup() => new(
        _world.PlanOf(_node), _etcd, new SimulatedPeers(_world, _node, Gate), _node.Uuid, Incarnation, Address,
        Memory: 1L << 36, "1.0.0")
    {
        NewToken = () => new string((char)('a' + _node.Number), 32),
        OnToken = token => Token = token,
        Decisions = _world.Plant.Decisions,
    };

    /// <summary>Whoever is cut off ends all at once, whatever they hold.</summary>
    private bool Ends(string wrong) =>
        _world.OnLost == OnLost.Stop && wrong.Contains("killed while frozen", StringComparison.Ordinal);

    /// <summary>False: it is lost, and the node does not know.</summary>
    private bool Sends(Txn txn)
    {
        _world.Rules.Sends(this, txn);
        return !_world.Plant.LosesWrite(_world, txn);
    }

    private NodeStart Start()
    {
        var plan = _world.Plans.OfFile;
        var binding = SocketBinding.Prepare(
            Machine, new Dictionary<string, BoundSockets>(StringComparer.Ordinal), [.. plan.Services]);
        var sinks = OpenedSinks.Open(plan.Logging, null, _logging.Devices(NoFiles.Instance), new Hocon.SettingsErrors())!;
        return new NodeStart(
            plan, binding.Next, LoggingSupervisor.Props(_logging, sinks), sinks.Devices,
            (_, overlay) => Task.FromResult(_world.Plans.Load(overlay)), () => _node.IsDown(this));
    }

    private void Report(EngineReport report) => _world.Rules.Check(
        report is not (EngineReport.ActorFailed or EngineReport.HookFailed or EngineReport.SystemFailed),
        $"{_node.Name}: an actor failed: {report}");

    /// <summary>News of a worker wait as long as the process of the node stands still.</summary>
    private sealed class GatedObserver(IWorkerObserver observer, NodeGate gate) : IWorkerObserver
    {
        public void Exited(WorkerExit exit) => gate.Arrive(() => observer.Exited(exit));

        public void Said(OutputStream stream, string line) => gate.Arrive(() => observer.Said(stream, line));

        public void LinesDropped(long count) => gate.Arrive(() => observer.LinesDropped(count));

        public void Notified(WorkerNotice notice) => gate.Arrive(() => observer.Notified(notice));
    }
}
