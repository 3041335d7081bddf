using System.Text.Json.Serialization;
using ControlPlane.Node.Controller.Configuration;

namespace ControlPlane.Node.Cluster.Keys;

/// <summary>
/// Where the containers of a service with scope = cluster shall be: <c>assignments/SERVICE</c>, by the leader.
/// </summary>
/// <param name="Epoch">Create revision of the leader's key; a node refuses an older one than the highest it has
/// seen.</param>
/// <param name="Desired">The revision of what was wanted when it was decided.</param>
/// <param name="Nodes">By name; a node that is not there has none.</param>
/// <param name="Rebalance">The last order to place anew that was followed.</param>
/// <param name="Missing">Containers that found no place.</param>
/// <param name="Rules">
/// What the files of the nodes said of it when it was decided; null: the configuration of the cluster has it. Whoever
/// can make nothing of them can still go by the rest.
/// </param>
internal sealed record Assignment(
    long Epoch,
    long Desired,
    [property: JsonConverter(typeof(ValueListConverter<NodeShare>))] ValueList<NodeShare> Nodes,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] long Rebalance = 0,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Missing = 0,
    ServiceRules? Rules = null) : IClusterValue
{
    public string? FindProblem() => Judged.Fine
        .Number("epoch", Epoch, 1)
        .Number("desired", Desired, 0)
        .Number("rebalance", Rebalance, 0)
        .Number("missing", Missing, 0)
        .Once("nodes", Nodes.Select(share => share.Node))
        .Each(Nodes, share => share.FindProblem())
        .Problem;

    /// <summary>Null: there are none, or none that can be.</summary>
    [JsonIgnore]
    public ServiceRules? ReadableRules => Rules?.FindProblem() is null ? Rules : null;

    /// <summary>Null: none of it is this node's.</summary>
    public NodeShare? Find(string node) => Nodes.FirstOrDefault(share => share.Node == node);
}

/// <summary>What one node has of it.</summary>
/// <param name="Node">Its name.</param>
/// <param name="Count">Containers that the leader wants there.</param>
/// <param name="Cap">The most that the node may have by its own decision; below the count as long as others still have
/// more.</param>
/// <param name="MinFree">Below so much free capacity the node may start containers by itself; also below zero.</param>
/// <param name="Generation">The restart generation that its containers shall have.</param>
/// <param name="Seen">The <see cref="ServiceReport.Seq"/> of the node that this was decided on.</param>
/// <param name="Target">Containers that it is meant to have when all moves are done; null:
/// <paramref name="Count"/>.</param>
/// <param name="Most">The highest count that it may still go by, as far as the leader knows; null:
/// <paramref name="Count"/>.</param>
/// <param name="MostCap">The highest cap that it may still go by; null: <paramref name="Cap"/>.</param>
/// <param name="Rolling">It replaces those of an earlier generation one after the other.</param>
internal sealed record NodeShare(
    string Node,
    int Count,
    int Cap,
    long MinFree = 0,
    long Generation = 0,
    long Seen = 0,
    int? Target = null,
    int? Most = null,
    int? MostCap = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Rolling = false)
{
    /// <summary>What it is meant to have in the end.</summary>
    [JsonIgnore]
    public int Goal => Target ?? Count;

    public string? FindProblem() => Judged.Fine
        .Node("node", Node)
        .Number("count", Count, 0)
        .Number("cap", Cap, 0)
        .Number("min_free", MinFree, long.MinValue)
        .Number("generation", Generation, 0)
        .Number("seen", Seen, 0)
        .Number("target", Target ?? 0, 0)
        .Number("most", Most ?? 0, 0)
        .Number("most_cap", MostCap ?? 0, 0)
        .Problem;
}
