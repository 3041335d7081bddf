using System.Collections.Immutable;
using ControlPlane.Node.Cluster.Keys;
using ControlPlane.Node.Cluster.Placement;
using ControlPlane.Node.Cluster.Rollout;
using ControlPlane.Node.Cluster.View;
using RolloutReport = ControlPlane.Node.Cluster.Rollout.NodeReport;

namespace ControlPlane.Node.Cluster.Leading;

/// <summary>One service of scope cluster, in the words of placement and rollout. Pure.</summary>
internal sealed class ServiceGround(DecisionGround ground, ClusterService plan)
{
    private readonly Known<Assignment>? _assignment = ground.View.Assignment(plan.Name);

    public ClusterService Plan => plan;

    public string Name => plan.Name;

    public Assignment? Assignment => _assignment?.Value;

    public DesiredService Desired { get; } = ground.View.Desired(plan.Name).Value;

    public bool Enabled => Desired.Enabled ?? plan.Enabled;

    /// <summary>It is to be placed anew, and was not yet.</summary>
    public bool IsToBeRebalanced => Desired.Rebalance > (Assignment?.Rebalance ?? 0);

    /// <summary>
    /// Where it is meant to be by the last decision; without one (etcd has lost it), where it is.
    /// </summary>
    public ImmutableArray<NodeCount> Current => Assignment is { } assignment
        ? [.. assignment.Nodes.Select(s => new NodeCount(s.Node, s.Goal))]
        : [.. Reports().Select(r => new NodeCount(r.Node, r.Report.Wanted))];

    /// <summary>What every node says of it.</summary>
    public IReadOnlyList<(string Node, ServiceReport Report)> Reports() => ground.ReportsOf(plan.Name);

    /// <summary>It goes by the last assignment.</summary>
    public bool HasAcknowledged(string node) => _assignment is { } known
        && ground.ReportOf(node, plan.Name)?.Revision >= known.Modified;

    /// <summary>The node says what it has, even if that is nothing of this service.</summary>
    public bool Hears(string node) => ground.View.Reports.ContainsKey(node);

    /// <summary>
    /// What is restarted is to run what the present configuration says, so a restart waits until each node that is there has
    /// it in force, or has refused it.
    /// </summary>
    private long Generation => ground.View.Nodes.Keys.All(ground.IsInForceOn)
        ? Desired.Generation
        : Math.Min(Desired.Generation, Assignment?.Nodes.Select(s => s.Generation).DefaultIfEmpty(0).Max() ?? 0);

    public ServiceRollout Rollout(ImmutableArray<NodeCount> target, int? ceiling) => new(
        plan.Name,
        plan.Placement,
        new RolloutWish(target, (int)Generation, Desired.Rolling) { Ceiling = ceiling },
        Assignment is { } assignment
            ? [.. assignment.Nodes.Select(s => new NodeAssignment(s.Node, s.Count, s.Most ?? s.Count, (int)s.Generation, s.Rolling))]
            : [],
        [
            .. Reports().Where(r => r.Report.Containers > 0 || Assignment?.Find(r.Node) is not null).Select(r => (r.Node, new RolloutReport(
                r.Report.Containers, r.Report.Ready, (int)r.Report.Generation,
                Acknowledged: HasAcknowledged(r.Node), r.Report.Marked))),
        ]);
}
