using ControlPlane.Contracts.Statuses;
using ControlPlane.Node.Cluster.Placement;
using static ControlPlane.Node.Tests.Cluster.Placement.PlacementScene;

namespace ControlPlane.Node.Tests.Cluster.Placement;

/// <summary>What holds of every decision, whatever the cluster: random clusters, each of a seed.</summary>
public sealed class PlacerLawsSpec
{
    private const int Clusters = 3_000;

    [Fact]
    public void No_node_holds_more_than_it_may() => Each((nodes, demands, decision) =>
    {
        foreach (var node in nodes)
        {
            var (places, memory) = (node.PlacesTaken, node.MemoryTaken);
            foreach (var demand in demands)
            {
                var here = decision.Of(demand.Service)!.On(node.Name);
                var before = demand.Current.Where(c => c.Node == node.Name).Sum(c => c.Count);
                places += here * demand.Plan.Weight;
                memory += here * demand.Plan.Memory;
                Assert.True(here <= (demand.Plan.MaxPerNode ?? here));
                Assert.True(here == 0 || Eligibility.Refusal(node, demand.Service, demand.Plan) is null
                    || StaysFor(node, demand));
                Assert.True(here <= before || node.State == NodeState.Up);
            }

            Assert.True(places <= Math.Max(node.Places, node.PlacesTaken));
            Assert.True(memory <= Math.Max(node.Memory, node.MemoryTaken));
        }
    });

    [Fact]
    public void A_container_without_a_place_would_fit_on_no_node() => Each((nodes, demands, decision) =>
    {
        foreach (var demand in demands)
        {
            var placed = decision.Of(demand.Service)!;
            Assert.Equal(demand.Wanted, placed.Counts.Sum(c => c.Count) + placed.Missing);
            Assert.True(placed.Missing == 0 || !nodes.Any(n => n.Takes
                && Eligibility.Refusal(n, demand.Service, demand.Plan) is null
                && placed.On(n.Name) < (demand.Plan.MaxPerNode ?? int.MaxValue)
                && decision.Ledger.Room(decision.Ledger.IndexOf(n.Name), demand.Plan) > 0));
        }
    });

    [Fact]
    public void Decided_again_nothing_changes_in_whatever_order_it_is_asked() => Each((nodes, demands, decision) =>
    {
        var again = Placer.Decide(
            nodes.Reverse(),
            demands.Reverse().Select(d => d with { Current = [.. decision.Of(d.Service)!.Counts.Reverse()] }));
        Assert.Equal(decision.Services.Select(Text), again.Services.Select(Text));
    });

    [Fact]
    public void A_container_moves_only_where_it_may_not_stay() => Each((nodes, demands, decision) =>
    {
        foreach (var demand in demands)
        {
            var placed = decision.Of(demand.Service)!;
            var may = demand.Current.Sum(c => nodes.FirstOrDefault(n => n.Name == c.Node) is { } n
                && Eligibility.Refusal(n, demand.Service, demand.Plan) is null
                    ? Math.Min(c.Count, demand.Plan.MaxPerNode ?? int.MaxValue) : 0);
            var stays = demand.Current.Where(c => nodes.FirstOrDefault(n => n.Name == c.Node)?.Keeps == true)
                .Sum(c => Math.Min(c.Count, placed.On(c.Node)));
            var roomy = nodes.All(n => n.PlacesTaken + demands.Sum(d => d.Plan.Weight
                * d.Current.Where(c => c.Node == n.Name).Sum(c => (long)c.Count)) <= n.Places);
            Assert.True(!roomy || demands.Any(d => d.Plan.Memory > 0) || stays == Math.Min(may, demand.Wanted));
        }
    });

    [Fact]
    public void From_nothing_and_with_room_for_all_the_spread_is_even() => Each((nodes, demands, _) =>
    {
        var wide = nodes.Select(n => n with { Places = 100_000, Memory = long.MaxValue }).ToArray();
        foreach (var demand in demands)
        {
            var open = demand with { Current = [], Plan = demand.Plan with { MaxPerNode = null } };
            var placed = Placer.Decide(wide, [open]).Services[0];
            var able = wide.Where(n => n.Takes && Eligibility.Refusal(n, open.Service, open.Plan) is null).ToList();
            Assert.Equal(able.Count == 0 ? open.Wanted : 0, placed.Missing);
            Assert.True(IsEven(able.Select(n => placed.On(n.Name))) || open.Plan.Spread is not null);
            Assert.True(IsEven(able.GroupBy(n => Eligibility.Label(n, open.Plan.Spread ?? ""))
                .Select(g => g.Sum(n => placed.On(n.Name)))));
        }
    });

    [Fact]
    public void Lost_nodes_move_exactly_their_own_containers_in_a_large_cluster()
    {
        var nodes = Enumerable.Range(0, 100).Select(i => Host($"n{i:000}", 200, $"z{i % 3}")).ToArray();
        var demands = Enumerable.Range(0, 1_000).Select(i => Demand($"s{i:0000}", 10)).ToArray();
        var first = Placer.Decide(nodes, demands);
        Assert.All(first.Services, s => Assert.Equal(0, s.Missing));
        var second = Placer.Decide(nodes[10..], demands.Select(d => d with { Current = first.Of(d.Service)!.Counts }));
        Assert.All(second.Services, s => Assert.Equal(0, s.Missing));
        Assert.All(first.Services, s => Assert.All(
            s.Counts.Where(c => string.CompareOrdinal(c.Node, "n010") >= 0),
            c => Assert.True(second.Of(s.Service)!.On(c.Node) >= c.Count)));
    }

    [Fact]
    public void What_finds_no_place_elsewhere_stays_on_nodes_that_drain() => Each((nodes, demands, decision) =>
    {
        foreach (var demand in demands)
        {
            var placed = decision.Of(demand.Service)!;
            foreach (var node in nodes.Where(n => StaysFor(n, demand)))
            {
                var here = demand.Current.Where(c => c.Node == node.Name).Sum(c => c.Count);
                var room = decision.Ledger.Room(decision.Ledger.IndexOf(node.Name), demand.Plan);
                Assert.True(placed.Missing == 0 || placed.On(node.Name) == here
                    || placed.On(node.Name) == demand.Plan.MaxPerNode || room <= 0);
            }
        }
    });

    /// <summary>It drains, and but for that the service might be there.</summary>
    private static bool StaysFor(PlacementNode node, PlacementDemand demand) =>
        node.State == NodeState.Draining && Eligibility.Fits(node, demand.Service, demand.Plan);

    private static bool IsEven(IEnumerable<int> counts)
    {
        var all = counts.DefaultIfEmpty().ToList();
        return all.Max() - all.Min() <= 1;
    }

    private static void Each(Action<PlacementNode[], PlacementDemand[], PlacementDecision> law)
    {
        for (var seed = 1; seed <= Clusters; seed++)
        {
            var random = new Random(seed);
            var nodes = Enumerable.Range(0, 1 + random.Next(6)).Select(i => RandomNode(random, $"n{i}")).ToArray();
            var demands = Enumerable.Range(0, 1 + random.Next(5)).Select(i => RandomDemand(random, $"s{i}")).ToArray();
            try
            {
                law(nodes, demands, Placer.Decide(nodes, demands));
            }
            catch (Xunit.Sdk.XunitException e)
            {
                Assert.Fail($"seed {seed}: {e.Message}\n{string.Join<object>('\n', [.. nodes, .. demands])}");
            }
        }
    }

    private static PlacementNode RandomNode(Random random, string name)
    {
        NodeState[] states = [NodeState.Up, NodeState.Up, NodeState.Up, .. Enum.GetValues<NodeState>()];
        var node = Host(
            name, random.Next(20), random.Next(4) == 0 ? null : $"z{random.Next(2)}",
            states[random.Next(states.Length)]);
        return node with
        {
            Memory = random.Next(40),
            PlacesTaken = random.Next(3),
            MemoryTaken = random.Next(3),
            Services = random.Next(3) > 0 ? null : new HashSet<string> { "s0", "s1", "s2" },
        };
    }

    private static PlacementDemand RandomDemand(Random random, string service)
    {
        var current = Enumerable.Range(0, 7).Where(_ => random.Next(2) == 0).Select(
            i => new NodeCount($"n{i}", random.Next(4)));
        var plan = Total with
        {
            Require = random.Next(4) > 0 ? [] : [new RequiredLabel("zone", "z0")],
            Spread = random.Next(2) == 0 ? null : "zone",
            MaxPerNode = random.Next(2) == 0 ? null : 1 + random.Next(4),
            Weight = 1 + random.Next(2),
            Memory = random.Next(3) > 0 ? 0 : random.Next(5),
        };
        return new PlacementDemand(service, random.Next(12), plan, [.. current]);
    }
}
