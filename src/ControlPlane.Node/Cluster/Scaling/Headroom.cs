using System.Collections.Immutable;
using ControlPlane.Node.Workload;

namespace ControlPlane.Node.Cluster.Scaling;

/// <summary>
/// Gives each node what a burst needs that cannot wait for the leader: how many containers it may have at the most, and
/// the free capacity below which it starts some. Whatever nodes have heard and not heard, they never have more than
/// <c>max_threads</c> together: a higher cap is handed out only when all that it takes has been given back.
/// </summary>
internal static class Headroom
{
    /// <param name="plan">The numbers of the file.</param>
    /// <param name="nodes">All that are not gone, with the counts that are to be written now.</param>
    /// <param name="room">How many containers more have room on a node, beyond all that it has or shall have.</param>
    /// <returns>One for each node, by name.</returns>
    public static ImmutableArray<NodeQuota> Split(
        DynamicPlan plan, IEnumerable<ScaledNode> nodes, Func<string, int> room)
    {
        ScaledNode[] all = [.. nodes.OrderBy(n => n.Name, StringComparer.Ordinal)];
        var shares = MinFree(plan, all);
        var caps = Grant(plan, all, Wish(plan, all, room));
        return [.. all.Select((n, i) => new NodeQuota(n.Name, caps[i], MostCap(n, caps[i]), shares[i]))];
    }

    private static int MostCap(ScaledNode node, int cap) => Math.Max(
        cap, node.InForce is not { } force ? 0 : node.Acknowledged ? force.Cap : force.MostCap);

    /// <summary>
    /// What is left up to max_threads, evenly; what does not divide goes first to nodes that are stuck for it.
    /// </summary>
    private static int[] Wish(DynamicPlan plan, ScaledNode[] nodes, Func<string, int> room)
    {
        var spare = Math.Max(0, plan.MaxThreads - nodes.Sum(n => (long)n.Existing));
        long[] limits = [.. nodes.Select(n => n.Takes ? Math.Max(0L, room(n.Name)) : 0)];
        int[] order = [.. Enumerable.Range(0, nodes.Length).OrderByDescending(i => IsStuck(plan, nodes[i]))];
        var given = Evenly(spare, limits, order);
        return [.. nodes.Select((n, i) => n.Takes ? n.Existing + (int)given[i] : n.Keeps ? n.Meant : n.Count)];
    }

    /// <summary>
    /// Lower ones at once; higher ones from what nobody may still take, first where a count lacks it.
    /// </summary>
    private static int[] Grant(DynamicPlan plan, ScaledNode[] nodes, int[] wishes)
    {
        int[] caps = [.. nodes.Select((n, i) => Math.Min(n.Allowed, wishes[i]))];
        var budget = Math.Max(0, plan.MaxThreads - nodes.Sum(n => (long)n.May));
        foreach (var counts in (bool[])[true, false])
        {
            for (var i = 0; i < nodes.Length; i++)
            {
                var most = counts ? Math.Min(nodes[i].Count, wishes[i]) : wishes[i];
                var more = Math.Min(most - Math.Max(caps[i], nodes[i].May), budget);
                if (more > 0)
                {
                    caps[i] = (int)(Math.Max(caps[i], nodes[i].May) + more);
                    budget -= more;
                }
            }
        }

        return caps;
    }

    /// <summary>It would start one, and may not; one without a share waits for its first.</summary>
    private static bool IsStuck(DynamicPlan plan, ScaledNode node) => node.Report is { } report
        && report.Existing >= (node.InForce?.Cap ?? 0)
        && node.Free(report.Staying, plan.Recommended) < (node.InForce?.MinFree ?? 0);

    /// <summary>
    /// The shares stay as they are as long as they can. Where the leader takes containers away a share falls to what is
    /// left free, also below zero, or the node would start them again; and no share rises above what is free there. Where
    /// nobody is left it does not stay below zero: whoever connects there would wait for ever.
    /// </summary>
    private static long[] MinFree(DynamicPlan plan, ScaledNode[] nodes)
    {
        long[] free = [.. nodes.Select(n => n.Free(n.Count, plan.Recommended))];
        long[] shares = [.. nodes.Select((n, i) => Share(n, free[i]))];
        var lacking = plan.MinFree - shares.Sum(s => Math.Max(0, s));
        for (var i = nodes.Length - 1; i >= 0 && lacking < 0; i--)
        {
            var less = Math.Min(Math.Max(0, shares[i]), -lacking);
            shares[i] -= less;
            lacking += less;
        }

        long[] limits = [.. nodes.Select((n, i) => n.Takes ? Math.Max(0, free[i] - Math.Max(0, shares[i])) : 0)];
        var more = Evenly(lacking, limits, [.. Enumerable.Range(0, nodes.Length).OrderBy(i => shares[i])]);
        return [.. shares.Select((s, i) => more[i] > 0 ? Math.Max(0, s) + more[i] : s)];
    }

    private static long Share(ScaledNode node, long free)
    {
        var share = node is not { InForce: { } force, Takes: true } ? 0
            : node.Count < node.Report?.Staying ? Math.Min(force.MinFree, free)
            : force.MinFree;
        return node is { Count: 0, Report: { Wanted: 0 } } ? Math.Max(0, share) : share;
    }

    /// <summary>
    /// Hands out an amount in equal parts, nobody more than its limit; what is left over goes in this order.
    /// </summary>
    private static long[] Evenly(long amount, long[] limits, int[] order)
    {
        var given = new long[limits.Length];
        for (var open = order.Where(i => limits[i] > 0).ToList(); amount > 0 && open.Count > 0;)
        {
            var part = Math.Max(1, amount / open.Count);
            foreach (var i in open)
            {
                var give = Math.Min(Math.Min(part, limits[i] - given[i]), amount);
                given[i] += give;
                amount -= give;
            }

            open.RemoveAll(i => given[i] == limits[i]);
        }

        return given;
    }
}
