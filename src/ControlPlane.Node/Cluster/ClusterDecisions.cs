using System.Collections.Immutable;
using ControlPlane.Etcd;
using ControlPlane.Node.Cluster.Keys;
using ControlPlane.Node.Cluster.Leading;
using ControlPlane.Node.Cluster.Session;
using ControlPlane.Node.Cluster.View;

namespace ControlPlane.Node.Cluster;

/// <summary>
/// The pure decisions on which the safety of a cluster rests. They are passed in, so that a simulation can plant a
/// fault in one and prove that it is found.
/// </summary>
/// <param name="Holds">Whether this node belongs to the cluster at a moment.</param>
/// <param name="MayDecide">Whether it may decide for others then, if it leads.</param>
/// <param name="Next">What the leader writes next.</param>
/// <param name="Fence">What its writes are compared with: its epoch, and that nodes which count as gone are.</param>
/// <param name="Accepts">Whether a node goes by an assignment that was written.</param>
internal sealed record ClusterDecisions(
    Func<ClusterSession, TimeSpan, bool> Holds,
    Func<ClusterSession, TimeSpan, bool> MayDecide,
    Func<DecisionGround, long, bool, IReadOnlyList<(string Service, Assignment? Assignment)>> Next,
    Func<ClusterView, ClusterKeys, long, IEnumerable<string>, ImmutableArray<Comparison>> Fence,
    Func<ClusterView, Known<Assignment>, bool> Accepts)
{
    public static readonly ClusterDecisions Real = new(
        (session, now) => session.HoldsAt(now),
        (session, now) => session.MayDecideAt(now),
        ClusterDecision.Next,
        Leadership.Fence,
        (view, assignment) => view.IsOfItsEpoch(assignment));
}
