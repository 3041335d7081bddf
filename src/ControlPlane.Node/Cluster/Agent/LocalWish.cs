using ControlPlane.Node.Cluster.Keys;
using ControlPlane.Node.Cluster.Placement;
using ControlPlane.Node.Cluster.View;
using ControlPlane.Node.Services;
using ControlPlane.Node.Workload;

namespace ControlPlane.Node.Cluster.Agent;

/// <summary>What the cluster wants of one service on this node. Pure.</summary>
/// <param name="Enabled">False: no containers.</param>
/// <param name="Count">So many; null: as its own workload manager says.</param>
/// <param name="Quota">Of a dynamic service whose number is the cluster's; null: its manager decides alone.</param>
/// <param name="Generation">The restart that its containers shall have seen.</param>
/// <param name="Rolling">That restart is rolling.</param>
/// <param name="Intent">The revision of what people wanted last; one that is newer tries again what was given
/// up.</param>
/// <param name="Revision">Of all that it was made of; the service says when it has taken it over.</param>
internal sealed record LocalWish(
    bool Enabled, int? Count, Quota? Quota, long Generation, bool Rolling, long Intent, long Revision)
{
    /// <param name="plan">The service, by this node's configuration.</param>
    /// <param name="view">What the cluster says.</param>
    /// <param name="self">This node.</param>
    /// <param name="leaves">It is drained: also what runs on every node goes.</param>
    /// <param name="drained">It is drained, or goes down: what the leader takes away here goes, busy or not.</param>
    /// <param name="here">So many containers it has now, by its own last word.</param>
    /// <param name="grown">The report in which this node last said that it has more than the leader wanted.</param>
    public static LocalWish Of(
        ServicePlan plan, ClusterView view, ClusterNodePlan self, bool leaves, bool drained, int here, long grown)
    {
        var (desired, intent) = view.Desired(plan.Name);
        var enabled = desired.Enabled ?? DecidedEnabled(plan, view) ?? plan.Enabled;
        return plan.Placement.Scope == PlacementScope.Node
            ? OfEveryNode(plan, desired, enabled, intent, !leaves && IsEligible(plan.Placement, self))
            : OfCluster(
                plan, view.Assignment(plan.Name), self.Name, enabled, intent, here, grown, drained,
                view.Config?.Modified ?? 0);
    }

    /// <summary>
    /// Not one container, for as long as this node is cut off. The manager of a dynamic service has nothing to decide
    /// meanwhile, and begins anew after it.
    /// </summary>
    public LocalWish WithoutContainers() => Count is null ? this with { Enabled = false } : this with { Count = 0 };

    /// <summary>
    /// As the files of most nodes say; null: it is not the cluster's, or nobody has decided by files.
    /// </summary>
    private static bool? DecidedEnabled(ServicePlan plan, ClusterView view) =>
        plan.Placement.Scope == PlacementScope.Cluster && view.ConfigNumber == 0
            && view.Assignment(plan.Name)?.Value.ReadableRules is { } rules ? !rules.Disabled : null;

    private static bool IsEligible(PlacementPlan placement, ClusterNodePlan node) =>
        placement.Require.All(required => node.Labels.Any(l => l.Name == required.Name && l.Value == required.Value));

    private static LocalWish OfEveryNode(
        ServicePlan plan, DesiredService desired, bool enabled, long intent, bool eligible)
    {
        int? count = plan.Workload is ConstantPlan constant
            ? Math.Min(desired.Scale ?? constant.Threads, plan.Placement.MaxPerNode ?? int.MaxValue)
            : null;
        var wish = new LocalWish(enabled, count, Quota: null, desired.Generation, desired.Rolling, intent, intent);
        return eligible ? wish : wish.WithoutContainers();
    }

    /// <summary>Without a decision of any leader what is there stays: perhaps etcd has lost its data.</summary>
    private static LocalWish OfCluster(
        ServicePlan plan, Known<Assignment>? assignment, string self, bool enabled, long intent, int here,
        long grown, bool drained, long config)
    {
        var share = assignment is null
            ? new NodeShare(self, here, here, MinFree: int.MinValue)
            : assignment.Value.Find(self) ?? new NodeShare(self, 0, 0);
        // A share that was decided for the configuration before is measured in other numbers.
        var minFree = assignment?.Value.Desired < config ? int.MinValue : share.MinFree;
        var quota = plan.Workload is DynamicPlan
            ? new Quota(share.Count, share.Cap, minFree, Settled: share.Seen >= grown, Leaves: drained)
            : null;
        // What has failed for good leaves a drained node too, and only a disabled service gives it up.
        var runs = enabled && !(drained && quota is { Count: 0 });
        return new LocalWish(
            runs, quota is null ? share.Count : null, quota, share.Generation, share.Rolling,
            intent, Math.Max(intent, assignment?.Modified ?? 0));
    }
}
