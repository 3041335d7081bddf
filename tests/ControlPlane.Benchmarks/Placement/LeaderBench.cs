using System.Globalization;
using ControlPlane.Benchmarks.Report;
using ControlPlane.Contracts.Statuses;
using ControlPlane.Etcd;
using ControlPlane.Node.Cluster;
using ControlPlane.Node.Cluster.Keys;
using ControlPlane.Node.Cluster.Leading;
using ControlPlane.Node.Cluster.Placement;
using ControlPlane.Node.Cluster.View;
using ControlPlane.Node.Containers;
using ControlPlane.Node.Controller.Configuration;
using ControlPlane.Node.Services;
using ControlPlane.Node.Workload;

namespace ControlPlane.Benchmarks.Placement;

/// <summary>
/// The leader's whole decision for 100 nodes, 1,000 services and 10,000 containers: from the keys as they are read from
/// etcd to the assignments that are to be written. On one core.
/// </summary>
public static class LeaderBench
{
    private const string Name = "placement";
    private const int Nodes = 100, Services = 1_000, Containers = 10;

    public static IReadOnlyList<BenchRow> Run(bool quick)
    {
        var keys = new ClusterKeys("bench");
        var services = Enumerable.Range(0, Services).Select(Service).ToList();
        var first = Read(keys, Registrations(keys, services, []));
        var files = NodeFiles.Of(first);
        var placed = Decide(first, files);
        var settled = Read(keys, [.. Registrations(keys, services, placed), .. Assignments(keys, placed)]);
        var rounds = quick ? 3 : 11;
        var goal = Goal.AtMost(200, "ms");
        return
        [
            BenchRow.Of(
                Name, "leader, all new: from the view to the assignments", "ms",
                Measure(rounds, () => Decide(first, files)), goal),
            BenchRow.Of(
                Name, "leader, all as it should be: nothing to write", "ms",
                Measure(rounds, () => Nothing(settled, files)), goal),
            BenchRow.Of(
                Name, "a report of one node with 1,000 services is read", "ms",
                Measure(rounds, () => One(keys, services, placed))),
            BenchRow.Of(
                Name, "the files of 100 nodes with 1,000 services are put together", "ms",
                Measure(rounds, () => NodeFiles.Of(settled))),
        ];
    }

    private static List<double> Measure(int rounds, Action work)
    {
        work();
        return [.. Enumerable.Range(0, rounds).Select(_ =>
        {
            GC.Collect();
            var began = TimeProvider.System.GetTimestamp();
            work();
            return TimeProvider.System.GetElapsedTime(began).TotalMilliseconds;
        })];
    }

    private static IReadOnlyList<(string Service, Assignment? Assignment)> Next(ClusterView view, NodeFiles files) =>
        ClusterDecision.Next(
            ClusterServices.Of(view, [], _ => NodeState.Up, files).Ground(view, _ => NodeState.Up, null),
            1, settled: true);

    private static IReadOnlyList<(string Service, Assignment? Assignment)> Decide(ClusterView view, NodeFiles files)
    {
        var decided = Next(view, files);
        return decided.Count == Services
            ? decided
            : throw new BenchFailedException($"{decided.Count} services were placed");
    }

    private static void Nothing(ClusterView view, NodeFiles files)
    {
        var decided = Next(view, files);
        if (decided.Count > 0)
        {
            throw new BenchFailedException($"{decided.Count} services would be assigned anew: {decided[0].Assignment}");
        }
    }

    private static void One(
        ClusterKeys keys, List<ServicePlan> services, IReadOnlyList<(string Service, Assignment? Assignment)> placed) =>
        Read(keys, [Report(keys, NameOf(0), services, placed)]);

    private static ClusterView Read(ClusterKeys keys, IEnumerable<KeyValue> items)
    {
        var mirror = new ClusterMirror(keys, (key, problem) => throw new BenchFailedException($"{key} {problem}"));
        mirror.Load(new RangeReply(10, [.. items]));
        return mirror.View;
    }

    private static IEnumerable<KeyValue> Registrations(
        ClusterKeys keys, List<ServicePlan> services, IReadOnlyList<(string Service, Assignment? Assignment)> placed)
    {
        foreach (var node in Enumerable.Range(0, Nodes).Select(NameOf))
        {
            var registration = new NodeRegistration(
                Guid.NewGuid(), 1, "127.0.0.1:1", false, [new NodeLabel("zone", node[^1..])], 500, 64L << 30, "1",
                NodeState.Up);
            yield return Key(keys.Member(node), ClusterCodec.Encode(registration));
            yield return Key(keys.Node(node), ClusterCodec.Encode(registration));
            yield return Report(keys, node, services, placed);
            yield return Key(
                keys.File(node),
                ClusterCodec.Encode(new NodeFile(ValueList.From(services.Select(s => ClusterService.Of(s).Rules)))));
        }
    }

    private static KeyValue Report(
        ClusterKeys keys, string node, List<ServicePlan> services,
        IReadOnlyList<(string Service, Assignment? Assignment)> placed)
    {
        var counts = placed.ToDictionary(
            p => p.Service, p => p.Assignment!.Find(node)?.Count ?? 0, StringComparer.Ordinal);
        var reports = services.Select(s => (s.Name, Count: counts.GetValueOrDefault(s.Name)))
            .Select(s => new ServiceReport(s.Name, "0123456789abcdef", s.Count, s.Count, s.Count, Revision: 10));
        return Key(
            keys.Status(node), ClusterCodec.Encode(new NodeReport(ValueList.From(reports), counts.Values.Sum())));
    }

    private static IEnumerable<KeyValue> Assignments(
        ClusterKeys keys, IReadOnlyList<(string Service, Assignment? Assignment)> placed) =>
        placed.Select(p => Key(keys.Assignment(p.Service), ClusterCodec.Encode(p.Assignment! with
        {
            Nodes = ValueList.From(p.Assignment!.Nodes.Select(s => s with { Most = null })),
        })));

    private static KeyValue Key(string key, string value) => new(key, value, 1, 5, 1, 0);

    private static ServicePlan Service(int number) => new(
        string.Create(CultureInfo.InvariantCulture, $"s{number:0000}"), true,
        new ProcessPlan(["sleep", "infinity"], null, [], null, Readiness.Auto), [], new ConstantPlan(Containers),
        new LifecyclePlan(
            TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(1), null,
            StartFailureThen.Disable))
    {
        Placement = PlacementPlan.Everywhere with
        {
            Scope = PlacementScope.Cluster,
            Spread = number % 4 == 1 ? "zone" : null,
            MaxPerNode = number % 4 == 2 ? 5 : null,
        },
    };

    private static string NameOf(int node) => string.Create(CultureInfo.InvariantCulture, $"n{node:000}");
}
