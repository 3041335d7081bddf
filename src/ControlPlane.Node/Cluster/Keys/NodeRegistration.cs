using System.Text.Json.Serialization;
using ControlPlane.Contracts.Statuses;
using ControlPlane.Node.Controller.Configuration;

namespace ControlPlane.Node.Cluster.Keys;

/// <summary>
/// A node that is there: <c>nodes/NAME</c>, under its lease. A copy that outlives the lease stands under
/// <c>members/NAME</c>, so that nodes that are gone can be shown.
/// </summary>
/// <param name="Uuid">Of its socket directory: who comes back with it is the same node.</param>
/// <param name="Incarnation">From 1; grows with each start.</param>
/// <param name="Address">Where peers reach it: <c>10.0.0.1:8443</c>, <c>[::1]:8443</c>.</param>
/// <param name="Tls">False: plain HTTP, on loopback only.</param>
/// <param name="Labels">By name.</param>
/// <param name="Containers">Places for containers, from 1.</param>
/// <param name="Memory">Bytes for containers.</param>
/// <param name="Version">Of its program.</param>
/// <param name="State">Joining, up or draining: what it says of itself. Whoever adds a state adds a member for
/// it.</param>
internal sealed record NodeRegistration(
    Guid Uuid,
    long Incarnation,
    string Address,
    bool Tls,
    [property: JsonConverter(typeof(LabelsConverter))] ValueList<NodeLabel> Labels,
    int Containers,
    long Memory,
    string Version,
    NodeState State) : IClusterValue
{
    public string? FindProblem() => Judged.Fine
        .Uuid("uuid", Uuid)
        .Number("incarnation", Incarnation, 1)
        .Word("address", Address)
        .Number("containers", Containers, 1)
        .Number("memory", Memory, 0)
        .Word("version", Version)
        .Or(
            State is NodeState.Joining or NodeState.Up or NodeState.Draining ? null : "no node says that of itself",
            "state")
        .Problem;
}
