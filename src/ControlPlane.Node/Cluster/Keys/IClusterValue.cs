namespace ControlPlane.Node.Cluster.Keys;

/// <summary>
/// What stands under a key of the cluster, as JSON. A member that a later version adds must be optional, so that nodes
/// of both versions read both; a member without a default is one that a reader needs.
/// </summary>
internal interface IClusterValue
{
    /// <summary>What cannot be, as the part of a sentence (<c>incarnation is 0</c>); null: all may be true.</summary>
    string? FindProblem();
}
