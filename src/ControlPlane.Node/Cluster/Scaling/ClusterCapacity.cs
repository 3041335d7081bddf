using ControlPlane.Node.Cluster.Placement;
using ControlPlane.Node.Workload;

namespace ControlPlane.Node.Cluster.Scaling;

/// <summary>
/// Judges a dynamic service over all nodes by the arithmetic of one: <see cref="CapacityRule"/>. What was ordered
/// counts as there, so nothing is ordered twice; what nodes have started by themselves counts too.
/// </summary>
internal static class ClusterCapacity
{
    /// <summary>
    /// The sums. Jobs on nodes that lose their containers are jobs that the others will have to carry.
    /// </summary>
    public static WorkloadFigures Sum(DynamicPlan plan, IEnumerable<ScaledNode> nodes)
    {
        var all = new WorkloadFigures(plan, 0, 0, 0, 0, 0, 0);
        foreach (var node in nodes)
        {
            var report = node.Report ?? new NodeWorkload(node.Count, 0, 0, 0, 0, (long)plan.Recommended * node.Count);
            if (!node.Keeps)
            {
                all = all with { Leaving = all.Leaving + node.Existing, Used = all.Used + report.Used };
                continue;
            }

            var marked = Marked(node);
            all = all with
            {
                Wanted = all.Wanted + node.Meant + marked,
                Marked = all.Marked + marked,
                Out = all.Out + report.Out,
                Leaving = all.Leaving + report.Leaving,
                Shortfall = all.Shortfall + report.Shortfall,
                Used = all.Used + report.Used,
            };
        }

        return all;
    }

    /// <summary>
    /// How many containers are wanted in all (those marked to go are not among them), and whether more would be needed.
    /// </summary>
    public static (int Wanted, bool AtLimit) Judge(WorkloadFigures all)
    {
        var (plan, staying) = (all.Plan, all.Wanted - all.Marked);
        var need = CapacityRule.Judge(all);
        var missing = (need.Need + plan.Recommended - 1) / plan.Recommended;
        var grown = (int)Math.Min(missing, Math.Max(0, plan.MaxThreads - staying));
        return (Math.Max(0, staying + grown - need.Surplus), need.Need > (long)grown * plan.MaxJobs);
    }

    /// <summary>What to ask of placement.</summary>
    public static PlacementDemand Demand(
        string service, DynamicPlan plan, PlacementPlan placement, IReadOnlyList<ScaledNode> nodes)
    {
        var staying = nodes.Where(n => n.Keeps).ToList();
        return new PlacementDemand(
            service,
            Judge(Sum(plan, nodes)).Wanted,
            placement,
            [.. nodes.Select(n => new NodeCount(n.Name, n.Keeps ? n.Meant : n.Count))])
        {
            Recommended = plan.Recommended,
            Pressure = [.. staying.Select(n => new NodePressure(n.Name, Free(plan, n), Marked(n)))],
        };
    }

    /// <summary>Of a silent node it is not known, and others give up containers before it does.</summary>
    private static long Free(DynamicPlan plan, ScaledNode node) =>
        node.Report is null ? long.MinValue / 2 : node.Free(node.Meant, plan.Recommended);

    /// <summary>Marked ones that no order takes back yet.</summary>
    private static int Marked(ScaledNode node) => node.Report is { } report
        ? Math.Max(0, report.Marked - Math.Max(0, node.Count - report.Staying))
        : 0;
}
