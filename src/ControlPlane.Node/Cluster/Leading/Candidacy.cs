using ControlPlane.Contracts.Statuses;
using ControlPlane.Node.Cluster.View;

namespace ControlPlane.Node.Cluster.Leading;

/// <summary>
/// Whether a node may lead: one that refuses the configuration of the cluster decides on services that others do not
/// have, and knows nothing of new ones. So it leaves that to a node which has it in force, as long as one is there;
/// where all refuse it somebody leads all the same, by what is in force there. Pure.
/// </summary>
internal static class Candidacy
{
    /// <summary>Null: it may lead. Else why another one is to.</summary>
    /// <param name="view">What is known.</param>
    /// <param name="node">This one.</param>
    /// <param name="refuses">Whether it refuses that version.</param>
    public static string? Problem(ClusterView view, string node, Func<int, bool> refuses) =>
        view.Config is { } current && refuses(current.Value.Number)
            && BetterPlaced(view, node, current.Value.Number) is { } better
            ? $"it refuses {Text(current.Value.Number)}, which is in force on {better}"
            : null;

    /// <summary>Why nothing is decided by the present configuration; null: it is, as far as is known.</summary>
    public static string? ProblemOfTheLeader(ClusterView view) =>
        view.Config is { } current && view.Leader is { } leader
            && view.Reports.GetValueOrDefault(leader.Value.Node)?.Value.ProblemOf(current.Value.Number) is { } why
            ? $"the leader, {leader.Value.Node}, refuses {Text(current.Value.Number)}: {why}"
            : null;

    private static string Text(int number) => $"version {number} of the configuration";

    private static string? BetterPlaced(ClusterView view, string node, int version) => view.Nodes
        .Where(n => n.Key != node && n.Value.Value.State == NodeState.Up)
        .Select(n => n.Key)
        .FirstOrDefault(
            n => view.Reports.GetValueOrDefault(n)?.Value is { } report && (report.Config ?? 0) == version);
}
