using ControlPlane.Node.Controller.Configuration;

namespace ControlPlane.Node.Cluster.Placement;

/// <summary>A checked <c>service.NAME.placement</c> section. What is not clustered does not read it.</summary>
/// <param name="Scope">Whose number the workload manager's is.</param>
/// <param name="Require">Labels that a node has to have, with these values.</param>
/// <param name="Spread">Null: over nodes. Else the label over whose values containers are spread evenly first.</param>
/// <param name="MaxPerNode">1 to 10,000: at most so many of its containers on one node; null: no limit.</param>
/// <param name="Weight">1 to 1,000: so many places of <c>cluster.node.capacity.containers</c> one container
/// takes.</param>
/// <param name="Memory">Bytes of <c>cluster.node.capacity.memory</c> that one container takes; 0: not counted.</param>
internal sealed record PlacementPlan(
    PlacementScope Scope, ValueList<RequiredLabel> Require, string? Spread, int? MaxPerNode, int Weight, long Memory)
{
    /// <summary>What holds where nothing is written: on every node.</summary>
    public static readonly PlacementPlan Everywhere = new(PlacementScope.Node, [], null, null, 1, 0);
}

internal enum PlacementScope
{
    /// <summary>The number on every eligible node.</summary>
    Node,

    /// <summary>The number in total.</summary>
    Cluster,
}

internal sealed record RequiredLabel(string Name, string Value);
