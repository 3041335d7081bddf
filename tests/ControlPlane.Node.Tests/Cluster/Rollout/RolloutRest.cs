using ControlPlane.Node.Cluster.Rollout;

namespace ControlPlane.Node.Tests.Cluster.Rollout;

/// <summary>Whether a rollout is through; worked out without the code that is tested.</summary>
internal static class RolloutRest
{
    /// <summary>
    /// All that is wanted is where it should be, ready and of the right generation; nothing else is there.
    /// </summary>
    public static bool IsReached(RolloutWish wish, IReadOnlyCollection<RolloutNode> nodes) =>
        wish.Target.All(t => nodes.Any(n => n.Name == t.Node))
        && nodes.All(n => IsReached(n, wish.Target.FirstOrDefault(t => t.Node == n.Name).Count, wish.Generation));

    private static bool IsReached(RolloutNode node, int target, int generation) => node switch
    {
        { InForce: null } => target == 0 && node.Report is null or { Containers: 0 },
        { InForce: { } force, Report: { Acknowledged: true } report } => force.Count == target
            && report.Containers == target && report.Ready == target
            && (target == 0 || (force.Generation >= generation && report.Reached >= generation)),
        _ => false,
    };
}
