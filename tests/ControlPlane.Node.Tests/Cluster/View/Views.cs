using ControlPlane.Contracts.Statuses;
using ControlPlane.Etcd;
using ControlPlane.Node.Cluster.Keys;
using ControlPlane.Node.Cluster.Leading;
using ControlPlane.Node.Cluster.Placement;
using ControlPlane.Node.Cluster.View;
using ControlPlane.Node.Containers;
using ControlPlane.Node.Controller.Configuration;
using ControlPlane.Node.Logging.Lines;
using ControlPlane.Node.Logging.Plans;
using ControlPlane.Node.Services;
using ControlPlane.Node.Workload;

namespace ControlPlane.Node.Tests.Cluster.View;

/// <summary>Short words for what stands in etcd, and for what nodes are configured to run.</summary>
internal sealed class Views
{
    public static readonly ClusterKeys Keys = new("test");

    private readonly List<(string Key, string Problem)> _complaints = [];
    private long _revision = 1;

    public Views() => Mirror = new ClusterMirror(Keys, (key, problem) => _complaints.Add((key, problem)));

    public ClusterMirror Mirror { get; }

    public ClusterView View => Mirror.View;

    public IReadOnlyList<(string Key, string Problem)> Complaints => _complaints;

    public static NodeRegistration Registration(string node, NodeState state = NodeState.Up) => new(
        new Guid(node[^1], 0, 0, new byte[8]), 1, $"127.0.0.1:{8000 + node[^1]}", false, [], 100, 1L << 36, "1.0.0",
        state);

    public static ServicePlan Service(
        string name, int threads, PlacementScope scope = PlacementScope.Cluster, params string[] command) => new(
        name,
        Enabled: true,
        new ProcessPlan(["worker", .. command], null, [], null, Readiness.Auto),
        [],
        new ConstantPlan(threads),
        new LifecyclePlan(
            TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(1), null, StartFailureThen.Wait))
    {
        Placement = PlacementPlan.Everywhere with { Scope = scope },
    };

    public static NodePlan Plan(params ServicePlan[] services) => new(
        "/test", new LoggingPlan(Severity.Debug, []), ValueList.From(services), "test.conf");

    public static KeyValue Item(string key, string value, long revision, long lease = 0) =>
        new(key, value, revision, revision, 1, lease);

    public Views Put<T>(string key, T value, long lease = 0, long? created = null)
        where T : class, IClusterValue => Put(key, ClusterCodec.Encode(value), lease, created);

    public Views Put(string key, string text, long lease = 0, long? created = null)
    {
        var revision = ++_revision;
        Mirror.Apply(new WatchNews.Changes(
            revision, [new WatchEvent(false, new KeyValue(key, text, created ?? revision, revision, 1, lease))]));
        return this;
    }

    /// <summary>A version and that it is in force, in one revision.</summary>
    public Views Applied(int number)
    {
        var revision = ++_revision;
        var version = ClusterCodec.Encode(new ConfigVersion(number, $"v{number}.conf", "controlplane {}", "me"));
        Mirror.Apply(new WatchNews.Changes(revision,
        [
            new WatchEvent(false, Item(Keys.Version(number), version, revision)),
            new WatchEvent(false, Item(Keys.CurrentConfig, ClusterCodec.Encode(new CurrentConfig(number)), revision)),
        ]));
        return this;
    }

    public Views Delete(string key)
    {
        var revision = ++_revision;
        Mirror.Apply(new WatchNews.Changes(revision, [new WatchEvent(true, new KeyValue(key, "", 0, revision, 0, 0))]));
        return this;
    }

    public Views Node(string name, NodeState state = NodeState.Up) =>
        Put(Keys.Node(name), Registration(name, state), lease: 7).Put(Keys.Member(name), Registration(name, state));

    public Views Leads(string name) => Put(Keys.Leader, new LeaderRecord(name, Registration(name).Uuid), lease: 7);

    /// <summary>What a node has in its own file.</summary>
    public Views File(string node, params ServicePlan[] services) => Put(
        Keys.File(node), new NodeFile(ValueList.From(services.Select(s => ClusterService.Of(s).Rules))), lease: 7);

    public Views Reports(string node, params ServiceReport[] services) =>
        Put(Keys.Status(node), new NodeReport(ValueList.From(services), services.Sum(s => s.Containers)), lease: 7);
}
