using System.Text.Json;
using System.Text.Json.Serialization;

namespace ControlPlane.EndToEnd.Fixture;

/// <summary>One element of GET /v1/services, as far as the tests look.</summary>
internal sealed record ServiceFact(string Service, string State, int Desired, int Ready, int Containers);

/// <summary>One element of GET /v1/containers, as far as the tests look.</summary>
internal sealed record ContainerFact(
    string Service, string Id, string Node, string State, string Detail, int? Pid, int? Jobs, int Restarts,
    DateTimeOffset? StartedAt, IReadOnlyList<string> Addresses)
{
    /// <summary>Its process as it is now.</summary>
    [JsonIgnore]
    public ProcessMark? Process => Pid is { } pid ? ProcessMark.Of(pid) : null;
}

/// <summary>One element of GET /v1/nodes, as far as the tests look.</summary>
internal sealed record NodeFact(
    string Node, string State, bool Leader, string Address, IReadOnlyDictionary<string, string> Labels, string Detail,
    int? Containers);

/// <summary>Reads the node's JSON.</summary>
internal static class FactReader
{
    private static readonly JsonSerializerOptions Snake =
        new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static IReadOnlyList<T> Read<T>(string json) => JsonSerializer.Deserialize<List<T>>(json, Snake)!;
}
