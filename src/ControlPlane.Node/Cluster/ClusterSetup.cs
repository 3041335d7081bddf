using ControlPlane.Contracts;
using ControlPlane.Etcd;

namespace ControlPlane.Node.Cluster;

/// <summary>What a clustered node brings along beside its plan.</summary>
/// <param name="Plan">The <c>cluster</c> section.</param>
/// <param name="Etcd">Where the cluster's state is.</param>
/// <param name="Peers">How to ask other nodes.</param>
/// <param name="Uuid">Of this node's socket directory: who has it, is this node.</param>
/// <param name="Incarnation">Grows with each start.</param>
/// <param name="Address">Where peers reach this node.</param>
/// <param name="Memory">Bytes for containers.</param>
/// <param name="Version">Of the program.</param>
internal sealed record ClusterSetup(
    ClusterPlan Plan, IEtcd Etcd, IPeers Peers, Guid Uuid, long Incarnation, string Address, long Memory,
    string Version)
{
    /// <summary>A secret that nobody can guess; the first node of a cluster makes it.</summary>
    public required Func<string> NewToken { get; init; }

    /// <summary>To have etcd forget what is old; null: that is somebody else's task.</summary>
    public IEtcdHistory? History { get; init; }

    /// <summary>Hears what peers have to show to this node; null: it is not known (any more).</summary>
    public Action<string?> OnToken { get; init; } = _ => { };

    public ClusterDecisions Decisions { get; init; } = ClusterDecisions.Real;

    public IClusterMemory Remembers { get; init; } = NoMemory.Instance;

    public string Name => Plan.Node.Name;
}
