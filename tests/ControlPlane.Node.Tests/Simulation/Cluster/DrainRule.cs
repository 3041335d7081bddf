using ControlPlane.Node.Cluster.Keys;
using ControlPlane.Node.Cluster.View;
using ControlPlane.Node.Workload;

namespace ControlPlane.Node.Tests.Simulation.Cluster;

/// <summary>
/// A drained node loses containers of the cluster only when as many are ready elsewhere, or they were not ready
/// anyway; by reports that the leader may have seen last: they come once a second, and may be on their way for
/// another.
/// </summary>
internal sealed class DrainRule(ClusterWorld world)
{
    private static readonly TimeSpan Old = TimeSpan.FromSeconds(3);

    private readonly List<(TimeSpan Until, string Node, NodeReport Report)> _past = [];

    public string? Look(ClusterView before, ClusterView view)
    {
        Remember(before, view);
        foreach (var (service, next) in view.Assignments)
        {
            if (before.Assignment(service) is { } last && last.Modified != next.Modified
                && next.Value.Desired == last.Value.Desired
                && !before.Spoiled.Contains(service) && Problem(service, last.Value, next.Value, view) is { } problem)
            {
                return problem;
            }
        }

        return null;
    }

    private string? Problem(string service, Assignment last, Assignment next, ClusterView view)
    {
        var goal = Math.Min(next.Nodes.Sum(s => s.Goal), last.Nodes.Sum(s => s.Goal)) - (IsAtTheMost(service, last, view) ? 1 : 0);
        var serve = next.Nodes.Sum(s => Math.Min(s.Count, Ready(s.Node, service, view).Max()));
        foreach (var share in last.Nodes.Where(s => view.Drains.ContainsKey(s.Node) && view.Nodes.ContainsKey(s.Node)))
        {
            var lost = share.Count - (next.Find(share.Node)?.Count ?? 0);
            if (lost > Math.Max(0, share.Count - Ready(share.Node, service, view).Min()) && serve < goal)
            {
                return $"{share.Node} is drained and loses {lost} of {service}, while {serve} of {goal} are ready";
            }
        }

        return null;
    }

    /// <summary>No node may have one more of a dynamic service: then one goes first.</summary>
    private bool IsAtTheMost(string service, Assignment last, ClusterView view) =>
        world.Wish.Plan(view).Find(service) is { Workload: DynamicPlan } plan
        && last.Nodes.Sum(s => Math.Max(s.Most ?? s.Count, s.MostCap ?? s.Cap)) >= ClusterWish.Number(view, plan);

    private IEnumerable<int> Ready(string node, string service, ClusterView view) =>
    [
        LastWord.Of(view, node, service)?.Ready ?? 0,
        .. _past.Where(p => p.Node == node).Select(p => LastWord.Of(p.Report, service)?.Ready ?? 0),
    ];

    private void Remember(ClusterView before, ClusterView view)
    {
        var now = world.Time.Elapsed;
        _past.RemoveAll(p => p.Until < now - Old);
        _past.AddRange(before.Reports.Where(r => view.Reports.GetValueOrDefault(r.Key)?.Modified != r.Value.Modified)
            .Select(r => (now, r.Key, r.Value.Value)));
    }
}
