namespace ControlPlane.Node.Cluster.Rollout;

/// <summary>What one node shall have of one service: its part of the assignment that the leader writes.</summary>
/// <param name="Node">Its name.</param>
/// <param name="Count">So many containers.</param>
/// <param name="Most">
/// So many it may have as long as it has not acknowledged this: by what it was told since it last acknowledged
/// anything, and by what it had then. For the leader alone (and for the next one).
/// </param>
/// <param name="Generation">Containers of an earlier one are to be replaced.</param>
/// <param name="Rolling">One after the other, the new one ready first: for a moment it has one container more.</param>
internal readonly record struct NodeAssignment(string Node, int Count, int Most, int Generation, bool Rolling);
