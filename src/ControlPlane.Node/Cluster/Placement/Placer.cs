using System.Collections.Immutable;

namespace ControlPlane.Node.Cluster.Placement;

/// <summary>
/// Decides how many containers of each service of scope cluster are on which node. Stable: what may stay where it is
/// stays. Two passes over all services:
/// <list type="number">
/// <item>In the order of names each keeps what it has, where it fits still (state, labels, max_per_node, room), and
/// gives up what is more than wanted: from the fullest spread group, of that from the fullest node.</item>
/// <item>What is missing is placed one by one. Each time it is the turn of the service that has the smallest share of
/// what it wants, so that all get something before one gets all; of equals the one with fewest nodes to choose from,
/// then the one with the largest containers, then by name. It gets it in the emptiest spread group, there on the node
/// with the fewest of its own, of these the least loaded one, then by name.</item>
/// </list>
/// Nobody loses a place that it has to another service. What is on a node that drains, and finds no place elsewhere, stays
/// there until it does.
/// </summary>
internal static class Placer
{
    private const long Whole = 1_000_000;

    /// <param name="nodes">All that are known, in any order.</param>
    /// <param name="demands">All services of scope cluster, in any order: they share the room.</param>
    public static PlacementDecision Decide(
        IEnumerable<PlacementNode> nodes, IEnumerable<PlacementDemand> demands) => Decide(nodes, demands, anew: null);

    /// <summary>
    /// The same, but this service is placed as if it were nowhere; of equally good nodes it gets those where it is.
    /// </summary>
    public static PlacementDecision Anew(
        IEnumerable<PlacementNode> nodes, IEnumerable<PlacementDemand> demands, string service) =>
        Decide(nodes, demands, service);

    private static PlacementDecision Decide(
        IEnumerable<PlacementNode> nodes, IEnumerable<PlacementDemand> demands, string? anew)
    {
        var ground = new PlacementGround(new PlaceLedger(nodes));
        ServiceSpread[] spreads = [.. demands.OrderBy(d => d.Service, StringComparer.Ordinal)
            .Select(d => new ServiceSpread(ground, d, anew: d.Service == anew))];

        // What it had is free for a moment: nobody else shall get that.
        if (Array.Find(spreads, s => s.Demand.Service == anew) is { } first)
        {
            while (first.Placed < first.Demand.Wanted && first.Add())
            {
            }
        }

        Fill(spreads);
        foreach (var spread in spreads)
        {
            spread.Stay();
        }

        return new PlacementDecision([.. spreads.Select(s => Result(s, ground.Ledger))], ground.Ledger);
    }

    private static void Fill(ServiceSpread[] spreads)
    {
        var turns = new PriorityQueue<int, Turn>();
        for (var i = 0; i < spreads.Length; i++)
        {
            Queue(i);
        }

        while (turns.TryDequeue(out var next, out _))
        {
            if (spreads[next].Add())
            {
                Queue(next);
            }
        }

        void Queue(int i)
        {
            var (placed, plan, wanted) = (spreads[i].Placed, spreads[i].Demand.Plan, spreads[i].Demand.Wanted);
            if (placed < wanted)
            {
                turns.Enqueue(i, new Turn(placed * Whole / wanted, spreads[i].Choices, plan.Weight, plan.Memory, i));
            }
        }
    }

    private static ServicePlacement Result(ServiceSpread spread, PlaceLedger ledger)
    {
        var counts = ImmutableArray.CreateBuilder<NodeCount>();
        for (var node = 0; node < ledger.Nodes.Length; node++)
        {
            if (spread.On(node) > 0)
            {
                counts.Add(new NodeCount(ledger.Nodes[node].Name, spread.On(node)));
            }
        }

        return new ServicePlacement(
            spread.Demand.Service, counts.ToImmutable(), Math.Max(0, spread.Demand.Wanted - spread.Placed));
    }

    /// <summary>Whose turn it is: the smallest.</summary>
    private readonly record struct Turn(long Share, int Choices, int Weight, long Memory, int Index) : IComparable<Turn>
    {
        public int CompareTo(Turn other) =>
            Share != other.Share ? Share.CompareTo(other.Share)
            : Choices != other.Choices ? Choices.CompareTo(other.Choices)
            : Weight != other.Weight ? other.Weight.CompareTo(Weight)
            : Memory != other.Memory ? other.Memory.CompareTo(Memory)
            : Index.CompareTo(other.Index);
    }
}
