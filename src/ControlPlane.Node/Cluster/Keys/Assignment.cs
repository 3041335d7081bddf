using System.Text.Json.Serialization;
using ControlPlane.Node.Controller.Configuration;

namespace ControlPlane.Node.Cluster.Keys;

/// <summary>Where the containers of a service with scope = cluster shall be: <c>assignments/SERVICE</c>, by the leader.</summary>
/// <param name="Epoch">Create revision of the leader's key; a node refuses an older one than the highest it has seen.</param>
/// <param name="Desired">The revision of what was wanted when it was decided.</param>
/// <param name="Nodes">By name; a node that is not there has none.</param>
internal sealed record Assignment(
    long Epoch,
    long Desired,
    [property: JsonConverter(typeof(ValueListConverter<NodeShare>))] ValueList<NodeShare> Nodes) : IClusterValue
{
    public string? FindProblem() => Judged.Fine
        .Number("epoch", Epoch, 1)
        .Number("desired", Desired, 0)
        .Once("nodes", Nodes.Select(share => share.Node))
        .Each(Nodes, share => share.FindProblem())
        .Problem;

    /// <summary>Null: none of it is this node's.</summary>
    public NodeShare? Find(string node) => Nodes.FirstOrDefault(share => share.Node == node);
}

/// <summary>What one node has of it.</summary>
/// <param name="Node">Its name.</param>
/// <param name="Count">Containers that the leader wants there.</param>
/// <param name="Cap">The most that the node may have by its own decision, from <paramref name="Count"/>.</param>
/// <param name="MinFree">Below so much free capacity the node may start containers by itself.</param>
/// <param name="Generation">The restart generation that its containers shall have.</param>
/// <param name="Seen">The <see cref="ServiceReport.Seq"/> of the node that this was decided on.</param>
internal sealed record NodeShare(
    string Node, int Count, int Cap, int MinFree = 0, long Generation = 0, long Seen = 0)
{
    public string? FindProblem() => Judged.Fine
        .Node("node", Node)
        .Number("count", Count, 0)
        .Number("cap", Cap, Count)
        .Number("min_free", MinFree, 0)
        .Number("generation", Generation, 0)
        .Number("seen", Seen, 0)
        .Problem;
}
