namespace ControlPlane.Node.Workload;

/// <summary>What the leader lets this node have of a dynamic service of scope cluster.</summary>
/// <param name="Count">So many containers it shall have here.</param>
/// <param name="Cap">So many it may have here, whatever their state: the rest is for a burst.</param>
/// <param name="MinFree">Below this free capacity it starts by itself. Below zero: the leader has accepted
/// that.</param>
/// <param name="Settled">The leader has seen all that this node has started by itself.</param>
/// <param name="Leaves">The node loses its containers (it drains): what is above the count is stopped, busy or
/// not.</param>
internal sealed record Quota(int Count, int Cap, long MinFree, bool Settled, bool Leaves = false);
