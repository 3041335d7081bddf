using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using ControlPlane.Contracts.Admin;
using ControlPlane.Contracts.Wire;

namespace ControlPlane.Api.Peers;

/// <summary>Reads another node's answer. That may be a newer one: what is not known here is left out.</summary>
internal static class PeerReply
{
    private static readonly WireJson Json = new(new JsonSerializerOptions(WireJson.Default.Options)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        MaxDepth = 64,
    });

    /// <summary>Throws <see cref="JsonException"/> if it is no answer to this request.</summary>
    public static AdminProtocol.Reply Of(
        AdminProtocol.Request request, bool isSuccess, ReadOnlySpan<byte> body) => request switch
    {
        _ when !isSuccess => Refused(body),
        AdminProtocol.ListServices => new AdminProtocol.Services(Items(body, Json.IReadOnlyListServiceStatus)),
        AdminProtocol.ListContainers => new AdminProtocol.Containers(Items(body, Json.IReadOnlyListContainerStatus)),
        ClusterProtocol.ListNodes => new ClusterProtocol.Nodes(Items(body, Json.IReadOnlyListNodeStatus)),
        ClusterProtocol.ListVersions => new ClusterProtocol.Versions(Items(body, Json.IReadOnlyListVersionStatus)),
        ClusterProtocol.ExplainPlacement => new ClusterProtocol.Placement(Read(body, Json.PlacementStatus)),
        ClusterProtocol.Plan => new ClusterProtocol.Planned(Read(body, Json.PlannedBody).Changes),
        _ => Read(body, Json.DoneBody) is var done ? new AdminProtocol.Done(done.Done, done.Changes) : null!,
    };

    // A reason that only a newer node knows is a failure like any other.
    private static AdminProtocol.Refused Refused(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        using var document = JsonDocument.ParseValue(ref reader);
        var root = document.RootElement;
        var name = Text(root, "why").Replace("_", "", StringComparison.Ordinal);
        var why = Enum.TryParse<Refusal>(name, ignoreCase: true, out var known)
            ? known
            : Refusal.Failed;
        return new AdminProtocol.Refused(why, Text(root, "error"), Text(root, "hint"));
    }

    private static string Text(JsonElement root, string member) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty(member, out var value)
            && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : throw new JsonException($"its refusal has no {member}");

    private static IReadOnlyList<T> Items<T>(ReadOnlySpan<byte> body, JsonTypeInfo<IReadOnlyList<T>> type)
        where T : class =>
        Read(body, type) is var items && items.All(item => item is not null)
            ? items
            : throw new JsonException("it has null in its list");

    private static T Read<T>(ReadOnlySpan<byte> body, JsonTypeInfo<T> type)
        where T : class =>
        JsonSerializer.Deserialize(body, type) ?? throw new JsonException("it is null");
}
