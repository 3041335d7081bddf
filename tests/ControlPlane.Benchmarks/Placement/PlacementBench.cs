using System.Globalization;
using ControlPlane.Benchmarks.Report;
using ControlPlane.Contracts.Statuses;
using ControlPlane.Node.Cluster;
using ControlPlane.Node.Cluster.Placement;

namespace ControlPlane.Benchmarks.Placement;

/// <summary>
/// A full decision of placement, from nothing and again with all in place, and the loss of a tenth of the nodes; on one
/// core. The cluster has ten services and a hundred containers a node, in three zones: with 100 nodes 1,000 services
/// and 10,000 containers. Then how the time grows with the nodes.
/// </summary>
public static class PlacementBench
{
    private const string Name = "placement";
    private const int Rounds = 11;
    private const int QuickRounds = 3;
    private const int Nodes = 100;
    private const int ServicesOfNode = 10;
    private const int ContainersOfService = 10;
    private static readonly int[] Sizes = [10, 30, 100, 300, 1_000];

    public static IReadOnlyList<BenchRow> Run(bool quick)
    {
        var rounds = quick ? QuickRounds : Rounds;
        return
        [
            .. Rows(new Cluster(Nodes), rounds),
            .. (quick ? Sizes[..3] : Sizes).Select(size => Growth(new Cluster(size), rounds)),
        ];
    }

    private static IEnumerable<BenchRow> Rows(Cluster cluster, int rounds)
    {
        var goal = Goal.AtMost(200, "ms");
        yield return BenchRow.Of(
            Name, "100 nodes, 10,000 containers: all anew", "ms", Measure(rounds, () => cluster.Place([])), goal);
        var placed = cluster.Place([]);
        yield return BenchRow.Of(
            Name, "the same, all in place already", "ms", Measure(rounds, () => cluster.Place(placed.Services)), goal);
        yield return BenchRow.Of(
            Name, "10 nodes lost", "ms", Measure(rounds, () => cluster.Place(placed.Services, lost: Nodes / 10)), goal);
        var (lost, moved) = cluster.Moves(placed, cluster.Place(placed.Services, lost: Nodes / 10), Nodes / 10);
        yield return BenchRow.Of(Name, "10 nodes lost: containers that were on them", "containers", [lost]);
        var none = Goal.AtMost(0, "containers");
        yield return BenchRow.Of(Name, "10 nodes lost: other containers that moved", "containers", [moved], none);
    }

    private static BenchRow Growth(Cluster cluster, int rounds) => BenchRow.Of(
        Name,
        string.Create(
            CultureInfo.InvariantCulture,
            $"all anew: {cluster.Size:N0} nodes, {cluster.Size * ServicesOfNode * ContainersOfService:N0} containers"),
        "ms",
        Measure(rounds, () => cluster.Place([])));

    private static List<double> Measure(int rounds, Func<PlacementDecision> decide)
    {
        Check(decide());
        return [.. Enumerable.Range(0, rounds).Select(_ =>
        {
            GC.Collect();
            var began = TimeProvider.System.GetTimestamp();
            decide();
            return TimeProvider.System.GetElapsedTime(began).TotalMilliseconds;
        })];
    }

    private static void Check(PlacementDecision decision)
    {
        if (decision.Services.FirstOrDefault(s => s.Missing > 0) is { } missing)
        {
            throw new BenchFailedException($"{missing.Service}: {missing.Missing} containers found no place");
        }
    }

    private sealed class Cluster
    {
        private readonly PlacementNode[] _nodes;
        private readonly PlacementPlan[] _plans;

        public Cluster(int size)
        {
            Size = size;
            _nodes = [.. Enumerable.Range(0, size).Select(i => new PlacementNode(
                Text("n", i), [new NodeLabel("zone", Text("z", i % 3))], 200, 64L << 30, NodeState.Up))];
            var plan = PlacementPlan.Everywhere with { Scope = PlacementScope.Cluster, Memory = 64L << 20 };
            _plans =
            [
                plan,
                plan with { Spread = "zone" },
                plan with { MaxPerNode = 5 },
                plan with { Require = [new RequiredLabel("zone", Text("z", 1))] },
            ];
        }

        public int Size { get; }

        public PlacementDecision Place(IReadOnlyList<ServicePlacement> before, int lost = 0) => Placer.Decide(
            _nodes.AsSpan(lost).ToArray(),
            Enumerable.Range(0, Size * ServicesOfNode).Select(i => new PlacementDemand(
                Text("s", i), ContainersOfService, _plans[i % _plans.Length],
                before.Count == 0 ? [] : before[i].Counts)));

        /// <summary>
        /// How many were on the first nodes, and how many of the others are no longer where they were.
        /// </summary>
        public (int Lost, int Moved) Moves(PlacementDecision before, PlacementDecision after, int lost)
        {
            var gone = _nodes[..lost].Select(n => n.Name).ToHashSet(StringComparer.Ordinal);
            var counts = before.Services.SelectMany(s => s.Counts.Select(c => (s.Service, c.Node, c.Count))).ToList();
            return (
                counts.Where(c => gone.Contains(c.Node)).Sum(c => c.Count),
                counts.Where(c => !gone.Contains(c.Node)).Sum(
                    c => Math.Max(0, c.Count - after.Of(c.Service)!.On(c.Node))));
        }

        private static string Text(string kind, int number) =>
            string.Create(CultureInfo.InvariantCulture, $"{kind}{number:00000}");
    }
}
