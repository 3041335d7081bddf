using ControlPlane.Node.Cluster.View;
using ControlPlane.Node.Cluster.Placement;

namespace ControlPlane.Node.Tests.Simulation.Cluster;

/// <summary>
/// A service of scope cluster has at most N + 1 processes on all nodes that are not <see cref="Presences">lost</see>.
/// N is the highest number that was wanted since the cluster was last at rest with a number: decided, confirmed by
/// every node that is there, and nothing beyond it running anywhere.
/// </summary>
internal sealed class CountRule(ClusterWorld world, Presences presences)
{
    private readonly SortedDictionary<string, int> _most = new(StringComparer.Ordinal);

    public void Look(ClusterView view)
    {
        foreach (var plan in world.Wish.OfTheCluster(view))
        {
            var number = ClusterWish.Number(view, plan);
            var most = _most.GetValueOrDefault(plan.Name);
            _most[plan.Name] = most > number && IsAtRest(plan.Name, view) ? number : Math.Max(most, number);
        }
    }

    /// <summary>Null: one more may be started on this node. Else why not.</summary>
    public string? Problem(SimulatedNode self, string service, ClusterView view)
    {
        if (!_most.TryGetValue(service, out var most) || presences.IsLost(self, service, view)
            || world.Wish.Plan(view).Find(service)?.Placement.Scope == PlacementScope.Node)
        {
            return null;
        }

        var there = world.Nodes.Where(n => !presences.IsLost(n, service, view)).ToList();
        var sum = there.Sum(n => n.Alive(service));
        return sum > most
            ? $"{self.Name} starts one of {service} beside {string.Join(", ", there.Select(n => $"{n.Alive(service)} on {n.Name}"))}; "
                + $"{most} are wanted, and 1 more is allowed"
            : null;
    }

    private bool IsAtRest(string service, ClusterView view) =>
        view.Assignment(service) is { } assignment
        && assignment.Value.Desired >= Math.Max(view.Desired(service).Modified, view.Config?.Modified ?? 0)
        && assignment.Value.Nodes.All(s => s.Count == s.Goal && (s.Most ?? s.Count) == s.Count && (s.MostCap ?? s.Cap) == s.Cap)
        && world.Nodes.All(node => IsAtRest(node, service, assignment, view));

    private static bool IsAtRest(
        SimulatedNode node, string service, Known<ControlPlane.Node.Cluster.Keys.Assignment> assignment, ClusterView view)
    {
        var share = assignment.Value.Find(node.Name) is { } part ? Math.Max(part.Count, part.Cap) : 0;
        return node.Life is null
            ? !view.Nodes.ContainsKey(node.Name)
            : view.Nodes.GetValueOrDefault(node.Name)?.Value.Incarnation == node.Life.Incarnation
                && LastWord.Of(view, node.Name, service) is { } report && report.Revision >= assignment.Modified
                && report.Containers <= share && node.Alive(service) <= share;
    }
}
