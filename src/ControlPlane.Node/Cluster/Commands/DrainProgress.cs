using ControlPlane.Contracts.Statuses;
using ControlPlane.Node.Cluster.View;

namespace ControlPlane.Node.Cluster.Commands;

/// <summary>How far a node is that is to have no containers, in words. Pure.</summary>
internal static class DrainProgress
{
    /// <summary>It has not said goodbye, and is away for longer than its lease and grace.</summary>
    public static bool IsGone(MembershipProtocol.Standing now, string node) =>
        now.View.Members.ContainsKey(node) && now.StateOf(node) == NodeState.Gone;

    /// <summary>Null: it has no container any more.</summary>
    public static string? Missing(MembershipProtocol.Standing now, string node)
    {
        var view = now.View;
        if (!view.Nodes.ContainsKey(node))
        {
            return view.Members.ContainsKey(node)
                ? $"{node} is silent: it is marked as drained, and whether its containers run is not known"
                : null; // It has left by itself, which it does when it has no container.
        }

        var assigned = Assigned(view, node);
        var left = view.Reports.GetValueOrDefault(node)?.Value.Services.Where(s => s.Containers > 0).ToList();
        return (assigned, left) switch
        {
            (_, null) => $"{node} has not said yet what it has",
            ({ Count: > 0 }, _) when view.Leader is null =>
                $"nobody leads, so {string.Join(", ", assigned)} stay where they are",
            ({ Count: > 0 }, _) => OfTheLeader(view, node, assigned),
            (_, { Count: > 0 }) =>
                $"{node} still has {string.Join(", ", left.Select(s => $"{s.Containers} of {s.Service}"))}",
            _ => null,
        };
    }

    private static List<string> Assigned(ClusterView view, string node) =>
        [.. view.Assignments.Where(a => a.Value.Value.Find(node) is { Count: > 0 }).Select(a => a.Key)];

    /// <summary>
    /// What the leader means to leave there finds no place on any other node; the rest is on its way.
    /// </summary>
    private static string OfTheLeader(ClusterView view, string node, List<string> assigned)
    {
        var staying = assigned.Select(service => (Service: service, Count: Staying(view, service, node)))
            .Where(s => s.Count > 0).ToList();
        var moving = assigned.Except(staying.Select(s => s.Service), StringComparer.Ordinal).ToList();
        return string.Join("; ", new[]
        {
            staying.Count == 0 ? null
                : $"{string.Join(", ", staying.Select(s => $"{s.Count} of {s.Service}"))} find no place elsewhere "
                    + $"(why: cplane placement {staying[0].Service})",
            moving.Count == 0 ? null : $"{string.Join(", ", moving)} are not ready elsewhere yet",
        }.OfType<string>());
    }

    private static int Staying(ClusterView view, string service, string node) =>
        view.Assignment(service)?.Value.Find(node)?.Goal ?? 0;
}
