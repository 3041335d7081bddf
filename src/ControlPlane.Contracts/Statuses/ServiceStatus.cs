using System.Text.Json.Serialization;

namespace ControlPlane.Contracts.Statuses;

/// <summary>One row of <c>cplane list</c>, and one element of its JSON array.</summary>
/// <param name="Service">The name of the service.</param>
/// <param name="State">Its state.</param>
/// <param name="Desired">How many containers are wanted; 0 when disabled.</param>
/// <param name="Ready">How many are ready.</param>
/// <param name="Containers">How many exist, in whatever state.</param>
/// <param name="Protocols">Its protocols in file order.</param>
/// <param name="Capacity">
/// Jobs that its containers should have at most, starting ones included; only of a dynamic service, else not there.
/// </param>
/// <param name="Free">What of it is not used by jobs or by connections that wait, from 0; only of a dynamic
/// service.</param>
public sealed record ServiceStatus(
    string Service,
    ServiceState State,
    int Desired,
    int Ready,
    int Containers,
    IReadOnlyList<ProtocolStatus> Protocols,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Capacity = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Free = null)
{
    /// <summary>
    /// In a cluster: how many of <see cref="Containers"/> each node has, by name; of one node alone not there.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, int>? Nodes { get; init; }
}

/// <summary>A protocol and its addresses: <c>127.0.0.1:8080</c>, <c>[::1]:8080</c> or <c>unix:/abs/path</c>.</summary>
public sealed record ProtocolStatus(string Name, IReadOnlyList<string> Addresses);
