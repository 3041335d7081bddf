using ControlPlane.Node.Cluster.View;
using ControlPlane.Node.Tests.Simulation.Cluster;

namespace ControlPlane.Node.Tests.Simulation.Cluster;

/// <summary>
/// A drained node loses containers of the cluster only when as many are ready elsewhere, as far as reports say: they may be
/// a second old.
/// </summary>
internal sealed class DrainRule
{
    public static string? Look(ClusterView before, ClusterView view)
    {
        foreach (var (service, next) in view.Assignments)
        {
            if (before.Assignment(service) is not { } last || last.Modified == next.Modified
                || next.Value.Desired != last.Value.Desired)
            {
                continue;
            }

            foreach (var drained in last.Value.Nodes.Where(s => view.Drains.ContainsKey(s.Node) && view.Nodes.ContainsKey(s.Node)))
            {
                var lost = drained.Count - (next.Value.Find(drained.Node)?.Count ?? 0);
                var goal = next.Value.Nodes.Sum(s => s.Goal);
                var serve = next.Value.Nodes.Sum(s => Math.Min(s.Count, view.Report(s.Node, service)?.Ready ?? 0));
                var idle = drained.Count - (view.Report(drained.Node, service)?.Ready ?? 0);
                if (lost > Math.Max(0, idle) && serve < Math.Min(goal, last.Value.Nodes.Sum(s => s.Goal)))
                {
                    return $"{drained.Node} is drained and loses {lost} of {service}, while {serve} of {goal} are ready";
                }
            }
        }

        return null;
    }
}
