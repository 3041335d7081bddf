using System.Text.Json.Serialization;
using ControlPlane.Contracts.Statuses;

namespace ControlPlane.Contracts.Wire;

/// <summary>
/// The one JSON shape of everything that leaves a node: snake_case, strict on input, generated (fast to start).
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    MaxDepth = 8)]
[JsonSerializable(typeof(IReadOnlyList<ServiceStatus>))]
[JsonSerializable(typeof(IReadOnlyList<ContainerStatus>))]
[JsonSerializable(typeof(IReadOnlyList<NodeStatus>))]
[JsonSerializable(typeof(IReadOnlyList<VersionStatus>))]
[JsonSerializable(typeof(PlacementStatus))]
[JsonSerializable(typeof(PlannedBody))]
[JsonSerializable(typeof(ErrorBody))]
[JsonSerializable(typeof(DoneBody))]
[JsonSerializable(typeof(CommandBody))]
public sealed partial class WireJson : JsonSerializerContext;
