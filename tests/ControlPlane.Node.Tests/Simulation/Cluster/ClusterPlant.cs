using ControlPlane.Etcd;
using ControlPlane.Node.Cluster;

namespace ControlPlane.Node.Tests.Simulation.Cluster;

/// <summary>A fault that is planted on purpose, to see that it is found.</summary>
/// <param name="Decisions">What the nodes go by.</param>
internal sealed record ClusterPlant(ClusterDecisions Decisions)
{
    public static readonly ClusterPlant None = new(ClusterDecisions.Real);

    /// <summary>The node believes that this was written; it was not.</summary>
    public Func<ClusterWorld, Txn, bool> LosesWrite { get; init; } = (_, _) => false;
}
