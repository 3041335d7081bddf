using System.Text.Json.Serialization;

namespace ControlPlane.Node.Cluster.Keys;

/// <summary>The shape of all values: snake_case; unknown members are skipped, needed ones must be there, each once.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    MaxDepth = KeyLimits.Depth)]
[JsonSerializable(typeof(ValueVersion))]
[JsonSerializable(typeof(NodeRegistration))]
[JsonSerializable(typeof(NodeReport))]
[JsonSerializable(typeof(ServiceReport))]
[JsonSerializable(typeof(NodeFile))]
[JsonSerializable(typeof(ServiceRules))]
[JsonSerializable(typeof(DesiredService))]
[JsonSerializable(typeof(OverallWish))]
[JsonSerializable(typeof(ServiceRestart))]
[JsonSerializable(typeof(Assignment))]
[JsonSerializable(typeof(NodeShare))]
[JsonSerializable(typeof(ConfigVersion))]
[JsonSerializable(typeof(CurrentConfig))]
[JsonSerializable(typeof(LeaderRecord))]
[JsonSerializable(typeof(NodeDrain))]
[JsonSerializable(typeof(PeerToken))]
internal sealed partial class ClusterJson : JsonSerializerContext;

/// <summary>What every value has.</summary>
/// <param name="V">Of the format, from 1.</param>
internal sealed record ValueVersion(int V);
