using ControlPlane.Node.Cluster.View;

namespace ControlPlane.Node.Tests.Simulation.Cluster;

/// <summary>
/// Nobody takes containers away from a node that is away for less than the grace; unless people want something else,
/// or it is drained.
/// </summary>
internal sealed class GraceRule(Presences presences)
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

            foreach (var share in last.Value.Nodes.Where(s => s.Goal > 0))
            {
                if (!view.Nodes.ContainsKey(share.Node) && !view.Drains.ContainsKey(share.Node)
                    && presences.AbsentFor(share.Node) < ClusterWorld.Grace
                    && (next.Value.Find(share.Node)?.Goal ?? 0) < share.Goal)
                {
                    return $"{service} is taken away from {share.Node}, "
                        + $"which is away for {presences.AbsentFor(share.Node)} only";
                }
            }
        }

        return null;
    }
}
