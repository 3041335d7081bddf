using ControlPlane.Actors;
using ControlPlane.Contracts.Admin;
using ControlPlane.Node.Admin;
using ControlPlane.Node.Cluster;
using ControlPlane.Node.Cluster.Keys;
using ControlPlane.Node.Cluster.View;
using ControlPlane.TestKit;

namespace ControlPlane.Node.Tests.Simulation.Cluster;

/// <summary>
/// A whole cluster on one thread, in virtual time: nodes on machines of their own, one etcd, and a network between
/// them. The same seed gives the same run, message by message.
/// </summary>
internal sealed class ClusterWorld : IDisposable
{
    public const string Name = "sim";

    private static readonly Caller Operator = new("simulation");

    private readonly Random _random;
    private readonly ActorSystem _desks;
    private readonly Trace _trace = new();

    /// <param name="seed">Chooses everything.</param>
    /// <param name="nodes">So many; they do not run yet.</param>
    /// <param name="log">Where their logs go; null: nowhere.</param>
    /// <param name="plant">Null: none.</param>
    public ClusterWorld(int seed, int nodes, TextWriter? log = null, ClusterPlant? plant = null)
    {
        Plant = plant ?? ClusterPlant.None;
        _random = new Random(seed);
        Log = log;
        Dispatcher = new SteppedDispatcher(_random.Next(), _trace.Add);
        Etcd = new FakeEtcd(Time);
        Plans = new ClusterPlans(new Random(_random.Next()));
        Truth = new ClusterTruth(Etcd, new ClusterKeys(Name));
        Wish = new ClusterWish(this);
        Load = new ClusterLoad(this);
        _desks = ActorSystem.Create("desks", new ActorSystemSettings { Dispatcher = Dispatcher });
        Nodes = [.. Enumerable.Range(0, nodes).Select(number => new SimulatedNode(this, number))];
        OnLost = _random.Next(2) == 0 ? OnLost.Keep : OnLost.Stop;
        Rules = new ClusterRules(this);
    }

    /// <summary>Three to five nodes.</summary>
    public static ClusterWorld Of(int seed, TextWriter? log = null, ClusterPlant? plant = null) =>
        new(seed, 3 + (seed % 3), log, plant);

    public static TimeSpan Lease { get; } = TimeSpan.FromSeconds(5);

    public static TimeSpan Grace { get; } = TimeSpan.FromSeconds(2);

    public SteppedDispatcher Dispatcher { get; }

    public SteppedTime Time => Dispatcher.Time;

    public FakeEtcd Etcd { get; }

    public ClusterPlans Plans { get; }

    /// <summary>What stands in etcd, whoever can reach it.</summary>
    public ClusterTruth Truth { get; }

    public ClusterRules Rules { get; }

    /// <summary>What people want.</summary>
    public ClusterWish Wish { get; }

    /// <summary>What clients want.</summary>
    public ClusterLoad Load { get; }

    /// <summary>What nodes do that are cut off.</summary>
    public OnLost OnLost { get; }

    public IReadOnlyList<SimulatedNode> Nodes { get; }

    public TextWriter? Log { get; }

    public ClusterPlant Plant { get; }

    /// <summary>So many containers have room on each node.</summary>
    public int Places { get; init; } = 100;

    /// <summary>Processes misbehave.</summary>
    public bool IsFaulty { get; private set; }

    /// <summary>A digest of every message delivered, in order.</summary>
    public string Digest => _trace.Digest;

    /// <summary>Pairs of nodes of which the first cannot reach the second.</summary>
    public SortedSet<(string From, string To)> Cuts { get; } = [];

    public SimulatedNode Node(string name) => Nodes.First(node => node.Name == name);

    public bool CanReach(string from, string to) => !Cuts.Contains((from, to));

    public int Draw(int below) => _random.Next(below);

    public void After(TimeSpan delay, Action action) =>
        Time.CreateTimer(_ => action(), null, delay, Timeout.InfiniteTimeSpan);

    /// <summary>Lets time pass; the rules look all the while.</summary>
    public void Advance(TimeSpan time) => Dispatcher.Advance(time);

    /// <summary>False: it did not become so in time.</summary>
    public bool Becomes(Func<bool> condition, TimeSpan within) => Dispatcher.RunUntil(condition, within);

    public void Misbehave(bool faulty)
    {
        IsFaulty = faulty;
        foreach (var life in Nodes.Select(node => node.Life).OfType<NodeLife>())
        {
            life.Machine.Faulty = faulty;
        }
    }

    /// <summary>The assignment that was just written.</summary>
    public void Note(ClusterView view)
    {
        if (Log is not null)
        {
            foreach (var (service, assignment) in view.Assignments.Where(a => a.Value.Modified == view.Revision))
            {
                Note($"{service}- of {assignment.Value.Epoch}, by {assignment.Value.Desired} ({Wish.Plan(view).Find(service)?.Workload}): " + string.Join(", ", assignment.Value.Nodes.Select(
                    s => $"{s.Node} {s.Count}/{s.Goal} most {s.Most} g{s.Generation}{(s.Rolling ? "r" : "")}"
                        + $" cap {s.Cap}/{s.MostCap} free {s.MinFree} seen {s.Seen}")));
            }

            foreach (var (node, report) in view.Reports.Where(r => r.Value.Modified == view.Revision))
            {
                Note($"{node} reports " + string.Join("; ", report.Value.Services.Where(s => s.Service == ClusterPlans.Flex)
                    .Select(s => $"{s with { Digest = "" }}")));
            }
        }
    }

    public void Note(string text) => Log?.WriteLine($"{Time.Elapsed} **** {text}");

    public IActorRef Desk(Action<AdminProtocol.Reply> heard) => _desks.ActorOf(Cluster.Desk.Props(heard));

    /// <summary>An operator asks at this node.</summary>
    public Order Ask(SimulatedNode node, AdminProtocol.Request request)
    {
        var order = new Order(request, node.Name, Time.Elapsed, node.PausedUntilNow);
        Note($"{node.Name}: {request}");
        if (node.Life is not { } life)
        {
            order.IsLost = true;
            return order;
        }

        Rules.BeforeOrder(order);
        life.OnDeath += () => order.IsLost = true;
        life.Ask(new AdminActor.Call(request, Operator), reply =>
        {
            Note($"{node.Name}: {request.GetType().Name}: {AuditText.Outcome(reply)}");
            order.Hear(reply, Time.Elapsed);
            Rules.AfterReply(order);
        });
        return order;
    }

    public ClusterPlan PlanOf(SimulatedNode node) => new(
        Name,
        new ClusterNodePlan(node.Name, node.Labels, new PeerListen("127.0.0.1", 0, true), null, Places, null),
        new EtcdPlan([new Uri("http://127.0.0.1:2379")], null, null, null, null, null, TimeSpan.FromSeconds(2)),
        Lease, Grace, OnLost, null);

    public void Dispose()
    {
        foreach (var node in Nodes)
        {
            node.Kill();
        }
    }
}
