using ControlPlane.Contracts.Statuses;
using ControlPlane.Node.Controller.Configuration;

namespace ControlPlane.Node.Cluster.Placement;

/// <summary>A node, as far as placement looks at it.</summary>
/// <param name="Name">Unique.</param>
/// <param name="Labels">By name.</param>
/// <param name="Places">Of containers, by their weight.</param>
/// <param name="Memory">Bytes for containers.</param>
/// <param name="State">Whether it gets containers, keeps those it has, or loses them.</param>
internal sealed record PlacementNode(
    string Name, ValueList<NodeLabel> Labels, int Places, long Memory, NodeState State)
{
    /// <summary>Places that services take which are not the cluster's: scope = node.</summary>
    public long PlacesTaken { get; init; }

    /// <summary>Bytes that they take.</summary>
    public long MemoryTaken { get; init; }

    /// <summary>
    /// The services that its configuration has; null: all. Asked for a name only, never walked through.
    /// </summary>
    public IReadOnlySet<string>? Services { get; init; }

    /// <summary>May get containers.</summary>
    public bool Takes => State == NodeState.Up;

    /// <summary>
    /// What it has stays: one that joins again, or is silent for a moment, gets no more and loses nothing.
    /// </summary>
    public bool Keeps => State is NodeState.Up or NodeState.Joining or NodeState.Unreachable;
}
