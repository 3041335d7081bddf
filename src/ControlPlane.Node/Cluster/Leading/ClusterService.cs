using ControlPlane.Node.Cluster.Keys;
using ControlPlane.Node.Cluster.Placement;
using ControlPlane.Node.Controller.Configuration;
using ControlPlane.Node.Services;
using ControlPlane.Node.Workload;

namespace ControlPlane.Node.Cluster.Leading;

/// <summary>
/// A service as the cluster sees it, whether the file of this node has it or not: what is needed to place its
/// containers, and to answer for it.
/// </summary>
internal sealed class ClusterService
{
    private ServiceRules? _rules;

    private ClusterService(
        string name, bool enabled, PlacementPlan placement, WorkloadPlan workload, TimeSpan timeout) =>
        (Name, Enabled, Placement, Workload, Timeout) = (name, enabled, placement, workload, timeout);

    public string Name { get; }

    /// <summary>From the start.</summary>
    public bool Enabled { get; }

    public PlacementPlan Placement { get; }

    /// <summary>How many containers; of a constant one the number alone counts.</summary>
    public WorkloadPlan Workload { get; }

    /// <summary>That one of its containers has to start and to stop.</summary>
    public TimeSpan Timeout { get; }

    public bool IsOfTheCluster => Placement.Scope == PlacementScope.Cluster;

    /// <summary>The same as what stands in etcd.</summary>
    public ServiceRules Rules => _rules ??= Write();

    public static ClusterService Of(ServicePlan plan) => new(
        plan.Name, plan.Enabled, plan.Placement, plan.Workload, Waiters.DefaultTimeout(plan.Lifecycle));

    public static ClusterService Of(ServiceRules rules) => new(
        rules.Service,
        !rules.Disabled,
        new PlacementPlan(
            rules.Cluster ? PlacementScope.Cluster : PlacementScope.Node,
            ValueList.From((rules.Require ?? []).Select(label => new RequiredLabel(label.Name, label.Value))),
            rules.Spread, rules.MaxPerNode, rules.Weight ?? 1, rules.Memory ?? 0),
        rules.Dynamic is { } d
            ? new DynamicPlan(
                d.MaxJobs, d.Recommended, d.MinFree, d.MaxFree, d.MaxThreads, TimeSpan.FromMilliseconds(d.Inactivity))
            : new ConstantPlan(rules.Threads ?? 1),
        TimeSpan.FromMilliseconds(rules.Timeout))
    {
        _rules = rules,
    };

    private ServiceRules Write() => new(
        Name,
        (long)Timeout.TotalMilliseconds,
        IsOfTheCluster,
        Disabled: !Enabled,
        Threads: Workload is ConstantPlan constant ? constant.Threads : null,
        Dynamic: Workload is DynamicPlan d
            ? new DynamicRules(
                d.MaxJobs, d.Recommended, d.MinFree, d.MaxFree, d.MaxThreads,
                (long)d.InactivityTimeout.TotalMilliseconds)
            : null,
        Require: Placement.Require.Count == 0 ? null : ValueList.From(
            Placement.Require.OrderBy(l => l.Name, StringComparer.Ordinal).Select(l => new NodeLabel(l.Name, l.Value))),
        Placement.Spread,
        Placement.MaxPerNode,
        Placement.Weight == 1 ? null : Placement.Weight,
        Placement.Memory == 0 ? null : Placement.Memory);
}
