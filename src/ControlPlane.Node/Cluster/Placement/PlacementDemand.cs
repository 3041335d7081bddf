using System.Collections.Immutable;

namespace ControlPlane.Node.Cluster.Placement;

/// <summary>What a service of scope cluster asks of placement.</summary>
/// <param name="Service">Its name, unique.</param>
/// <param name="Wanted">Containers in all; 0 while it is disabled.</param>
/// <param name="Plan">Its rules.</param>
/// <param name="Current">
/// Where its containers are meant to be by the last decision (not what runs in the middle of a move). Nodes that are no
/// longer known may be among them.
/// </param>
internal sealed record PlacementDemand(
    string Service, int Wanted, PlacementPlan Plan, ImmutableArray<NodeCount> Current)
{
    /// <summary>Of a dynamic service: where jobs are. Nodes without any are as if idle and empty.</summary>
    public ImmutableArray<NodePressure> Pressure { get; init; } = [];

    /// <summary>Of a dynamic service: so much free capacity one container more brings to its node.</summary>
    public int Recommended { get; init; }
}

/// <param name="Node">Its name.</param>
/// <param name="Count">From 0.</param>
internal readonly record struct NodeCount(string Node, int Count);

/// <param name="Node">Its name.</param>
/// <param name="Free">
/// Free capacity in jobs, with what was ordered there: the least gets containers first, the most gives them.
/// </param>
/// <param name="Marked">Containers that are marked to go: they are taken back before others are started.</param>
internal readonly record struct NodePressure(string Node, long Free, int Marked);
