namespace ControlPlane.Node.Cluster.Scaling;

/// <summary>The part of a node's assignment that only dynamic services have, beside its count.</summary>
/// <param name="Node">Its name.</param>
/// <param name="Cap">So many containers it may have, whatever their state.</param>
/// <param name="MostCap">The highest cap since it last acknowledged one: it may still go by that.</param>
/// <param name="MinFree">Below this free capacity it starts by itself, up to the cap.</param>
internal readonly record struct NodeQuota(string Node, int Cap, int MostCap, long MinFree);
