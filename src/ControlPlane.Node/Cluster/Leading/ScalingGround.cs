using System.Collections.Immutable;
using ControlPlane.Contracts.Statuses;
using ControlPlane.Node.Cluster.Keys;
using ControlPlane.Node.Cluster.Placement;
using ControlPlane.Node.Cluster.Scaling;
using ControlPlane.Node.Workload;

namespace ControlPlane.Node.Cluster.Leading;

/// <summary>One dynamic service of scope cluster, in the words of scaling. Pure.</summary>
internal sealed class ScalingGround(ServiceGround service, DynamicPlan plan, ImmutableArray<PlacementNode> nodes)
{
    private readonly Dictionary<string, ServiceReport> _reports =
        service.Reports().ToDictionary(r => r.Node, r => r.Report, StringComparer.Ordinal);

    /// <summary>More would be needed than <c>max_threads</c> allows.</summary>
    public bool AtLimit => ClusterCapacity.Judge(ClusterCapacity.Sum(plan, InForce)).AtLimit;

    private List<ScaledNode> InForce => Nodes(n => service.Assignment?.Find(n)?.Count ?? 0);

    /// <summary>How many containers are wanted, and where the load is.</summary>
    public PlacementDemand Demand() => ClusterCapacity.Demand(service.Name, plan, service.Plan.Placement, InForce);

    /// <summary>The shares with what each node may do by itself until it hears more.</summary>
    /// <param name="shares">With the counts that are to be written now.</param>
    /// <param name="room">How many containers more have room on a node.</param>
    public IEnumerable<NodeShare> Quotas(IReadOnlyList<NodeShare> shares, Func<string, int> room)
    {
        var counts = shares.ToDictionary(s => s.Node, StringComparer.Ordinal);
        var scaled = Nodes(n => counts.GetValueOrDefault(n)?.Count ?? 0);
        foreach (var quota in Headroom.Split(plan, scaled, room))
        {
            var share = counts.GetValueOrDefault(quota.Node)
                ?? new NodeShare(quota.Node, 0, 0, Generation: service.Desired.Generation);
            var next = share with
            {
                Cap = quota.Cap,
                MostCap = quota.MostCap == quota.Cap ? null : quota.MostCap,
                MinFree = quota.MinFree,
                Seen = Seen(quota.Node, share),
            };
            if (next is not { Count: 0, Cap: 0, MostCap: null } || counts.ContainsKey(quota.Node))
            {
                yield return next;
            }
        }
    }

    /// <summary>
    /// Said only where it matters: the node has more than it shall, and marks what is too much when this is known to be
    /// seen.
    /// </summary>
    private long Seen(string node, NodeShare share) =>
        _reports.GetValueOrDefault(node) is { } report && report.Wanted - report.Marked > share.Count
            ? report.Seq
            : share.Seen;

    private List<ScaledNode> Nodes(Func<string, int> count) =>
        [.. nodes.Where(n => n.State != NodeState.Gone).Select(n => Node(n, count(n.Name)))];

    private ScaledNode Node(PlacementNode node, int count)
    {
        var fits = Eligibility.Fits(node, service.Name, service.Plan.Placement);
        var inForce = service.Assignment?.Find(node.Name);
        return new ScaledNode(
            node.Name, node.Keeps && fits, node.Takes && fits, count,
            inForce is null
                ? null
                : new NodeQuota(node.Name, inForce.Cap, inForce.MostCap ?? inForce.Cap, inForce.MinFree),
            Workload(node),
            service.HasAcknowledged(node.Name));
    }

    private NodeWorkload? Workload(PlacementNode node) => _reports.GetValueOrDefault(node.Name) is { } report
        ? new NodeWorkload(
            report.Wanted, report.Marked, report.Out, report.Leaving, report.Shortfall, report.Used + report.Queued)
        : service.Hears(node.Name) ? default(NodeWorkload) : null;
}
