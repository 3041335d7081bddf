namespace ControlPlane.Node.Cluster.Rollout;

/// <summary>
/// What is known of one service on one node. One that is gone is not among them: it counts as nothing.
/// </summary>
/// <param name="Name">Of the node.</param>
/// <param name="InForce">Its part of the last assignment; null: it had none.</param>
/// <param name="Report">Its own word; null: none, or none since it registered.</param>
internal sealed record RolloutNode(string Name, NodeAssignment? InForce, NodeReport? Report)
{
    /// <summary>
    /// So many containers it may have: those that it says it has, or those that it may still start by what it was told.
    /// A node that has not acknowledged a lower number counts with the higher one.
    /// </summary>
    public int Occupied => new RolloutPart(this, 0, 0).Occupied;
}

/// <summary>What a node says of its containers of a service.</summary>
/// <param name="Containers">In whatever state.</param>
/// <param name="Ready">Of these, those that serve.</param>
/// <param name="Reached">
/// The highest generation in which all that it was told to have was ready and nothing older was left; it stays reached
/// when a container dies later. 0: none yet.
/// </param>
/// <param name="Acknowledged">It goes by the last assignment that was written: its applied revision is that
/// one's.</param>
/// <param name="Marked">Of a dynamic service, those that go as soon as they are idle.</param>
internal readonly record struct NodeReport(int Containers, int Ready, int Reached, bool Acknowledged, int Marked = 0);
