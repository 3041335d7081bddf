using ControlPlane.Node.Cluster.Keys;
using ControlPlane.Node.Cluster.View;
using ControlPlane.Node.Workload;

namespace ControlPlane.Node.Tests.Simulation.Cluster;

/// <summary>
/// Nobody takes containers away from a node that is away for less than the grace; unless people want something else,
/// or it is drained, or has gone down by itself. One of a dynamic service that is not there yet may still come to be
/// elsewhere.
/// </summary>
internal sealed class GraceRule(ClusterWorld world, Presences presences)
{
    public string? Look(ClusterView before, ClusterView view)
    {
        foreach (var (service, next) in view.Assignments)
        {
            if (before.Assignment(service) is not { } last || last.Modified == next.Modified
                || next.Value.Desired != last.Value.Desired || next.Value.Rebalance != last.Value.Rebalance)
            {
                continue;
            }

            var scaled = world.Wish.Plan(view).Find(service)?.Workload is DynamicPlan;
            foreach (var share in last.Value.Nodes.Where(s => Part(s, scaled) > 0))
            {
                if (!view.Nodes.ContainsKey(share.Node) && !view.Drains.ContainsKey(share.Node)
                    && view.Members.ContainsKey(share.Node)
                    && presences.AbsentFor(share.Node) < ClusterWorld.Grace
                    && (next.Value.Find(share.Node) is { } then ? Part(then, scaled) : 0) < Part(share, scaled))
                {
                    return $"{service} is taken away from {share.Node}, "
                        + $"which is away for {presences.AbsentFor(share.Node)} only";
                }
            }
        }

        return null;
    }

    private static int Part(NodeShare share, bool scaled) =>
        scaled ? Math.Min(share.Count, share.Goal) : share.Goal;
}
