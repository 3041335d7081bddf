using ControlPlane.Node.Cluster.Keys;

namespace ControlPlane.Node.Cluster.Agent;

/// <summary>What this node tells the cluster.</summary>
/// <param name="Report">What it has and does.</param>
/// <param name="File">What its own file says; null: that is not in force here.</param>
internal sealed record NodeStatement(NodeReport Report, NodeFile? File);
