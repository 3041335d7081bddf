using System.Globalization;
using ControlPlane.Contracts.Statuses;

namespace ControlPlane.Node.Cluster.Placement;

/// <summary>Says for a service and each node, in one sentence, why it is there, or why not, or why not more.</summary>
internal static class Explanation
{
    /// <summary>Of a service of scope cluster.</summary>
    /// <param name="decision">The last one.</param>
    /// <param name="demand">What the service asked of it.</param>
    /// <param name="node">A node of it.</param>
    public static string Of(PlacementDecision decision, PlacementDemand demand, string node)
    {
        var index = decision.Ledger.IndexOf(node);
        if (index < 0)
        {
            return "gone";
        }

        var (facts, plan) = (decision.Ledger.Nodes[index], demand.Plan);
        var placement = decision.Of(demand.Service);
        var here = placement?.On(node) ?? 0;
        if (facts.State == NodeState.Draining && here > 0)
        {
            return string.Create(CultureInfo.InvariantCulture, $"draining, but {here} find no place elsewhere and stay");
        }

        if (Eligibility.Refusal(facts, demand.Service, plan) is { } refusal)
        {
            return refusal;
        }

        var limit = Limit(decision.Ledger, index, plan, here);
        if (here == 0)
        {
            return demand.Wanted == 0 ? "none wanted" : limit ?? Elsewhere(placement, demand.Wanted);
        }

        var why = limit is not null && placement!.Missing > 0 ? limit : Spread(decision.Ledger, placement!, plan);
        return string.Create(CultureInfo.InvariantCulture, $"{here} here: {why}");
    }

    /// <summary>Of a service of scope node.</summary>
    /// <param name="node">The node.</param>
    /// <param name="service">Its name.</param>
    /// <param name="plan">Its rules.</param>
    /// <param name="wanted">On each node.</param>
    public static string OfLocal(PlacementNode node, string service, PlacementPlan plan, int wanted)
    {
        if (Eligibility.Refusal(node, service, plan) is { } refusal)
        {
            return refusal;
        }

        var here = Eligibility.Local(node, service, plan, wanted);
        return here switch
        {
            0 when wanted == 0 => "none wanted",
            0 => "unreachable: it goes by what it knew last",
            _ when here < wanted => string.Create(CultureInfo.InvariantCulture, $"{here} here: max_per_node = {here}"),
            _ when plan.Require.Count == 0 => string.Create(
                CultureInfo.InvariantCulture, $"{here} here: as on every node"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{here} here: as on every node with the labels required"),
        };
    }

    /// <summary>Why there cannot be more; null: there can.</summary>
    private static string? Limit(PlaceLedger ledger, int index, PlacementPlan plan, int here)
    {
        var node = ledger.Nodes[index];
        if (node.State == NodeState.Unreachable)
        {
            return "unreachable: no new ones, and those it has are placed elsewhere when it is gone";
        }

        if (node.State == NodeState.Joining)
        {
            return "joining: no new ones before it is up";
        }

        if (here >= plan.MaxPerNode)
        {
            return string.Create(CultureInfo.InvariantCulture, $"max_per_node = {plan.MaxPerNode}");
        }

        var (taken, memory) = (ledger.PlacesTaken(index), ledger.MemoryTaken(index));
        if (taken + plan.Weight > node.Places)
        {
            var weight = plan.Weight == 1
                ? "" : string.Create(CultureInfo.InvariantCulture, $"; a container takes {plan.Weight}");
            return string.Create(CultureInfo.InvariantCulture, $"full: {taken} of {node.Places} places taken{weight}");
        }

        return plan.Memory > 0 && memory + plan.Memory > node.Memory
            ? $"full: {Size(memory)} of {Size(node.Memory)} memory taken; a container takes {Size(plan.Memory)}"
            : null;
    }

    private static string Elsewhere(ServicePlacement? placement, int wanted) => string.Create(
        CultureInfo.InvariantCulture,
        $"room here, but all {wanted - (placement?.Missing ?? 0)} have a place elsewhere; "
            + $"nothing moves for balance alone");

    private static string Spread(PlaceLedger ledger, ServicePlacement placement, PlacementPlan plan)
    {
        var nodes = placement.Counts;
        var even = nodes.Max(n => n.Count) - nodes.Min(n => n.Count) <= 1 ? "spread evenly" : "spread";
        if (plan.Spread is not { } label)
        {
            return nodes.Length == 1
                ? "the only node with any"
                : string.Create(CultureInfo.InvariantCulture, $"{even} over {nodes.Length} nodes");
        }

        var totals = nodes
            .GroupBy(n => Eligibility.Label(ledger.Nodes[ledger.IndexOf(n.Node)], label), StringComparer.Ordinal)
            .Select(g => g.Sum(n => n.Count)).ToList();
        even = totals.Max() - totals.Min() <= 1 ? "spread evenly" : "spread";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{even} over {totals.Count} value{(totals.Count == 1 ? "" : "s")} of label {label}, {nodes.Length} nodes");
    }

    private static string Size(long bytes)
    {
        const double Kilo = 1024;
        return bytes >= Kilo * Kilo * Kilo
            ? string.Create(CultureInfo.InvariantCulture, $"{bytes / (Kilo * Kilo * Kilo):0.#} GiB")
            : string.Create(CultureInfo.InvariantCulture, $"{bytes / (Kilo * Kilo):0.#} MiB");
    }
}
