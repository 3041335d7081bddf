using System.Globalization;
using System.Text.Json;

namespace ControlPlane.Api.Requests;

/// <summary>
/// Reads the members of bodies that are about the cluster. How long they may be is judged when they are together.
/// </summary>
internal static class ClusterMembers
{
    public const string ConfigurationExample =
        """for example { "text": "controlplane { service { … } }", "origin": "shop.conf" }; cplane apply FILE does it""";

    public const string VersionExample = """for example { "version": 3 }, or leave it out""";

    public const string RevisionExample = """for example { "revision": 4711, "service": "web", "timeout": 30 }""";

    /// <summary>Throws <see cref="RequestRefusedException"/> (400).</summary>
    public static string Text(JsonElement value, string member) => value.ValueKind == JsonValueKind.String
        ? value.GetString()!
        : throw Wrong(member, value, "a string", ConfigurationExample);

    /// <summary>Throws <see cref="RequestRefusedException"/> (400). The size of the body bounds how many.</summary>
    public static IReadOnlyList<string> Texts(JsonElement value, string member) =>
        value.ValueKind == JsonValueKind.Array
            && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String)
            ? [.. value.EnumerateArray().Select(item => item.GetString()!)]
            : throw Wrong(member, value, "an array of strings", RevisionExample);

    /// <summary>Throws <see cref="RequestRefusedException"/> (400).</summary>
    public static int Version(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var version) && version >= 0
            ? version
            : throw Wrong("version", value, "an integer from 0", VersionExample);

    /// <summary>Throws <see cref="RequestRefusedException"/> (400).</summary>
    public static long Revision(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var revision) && revision >= 0
            ? revision
            : throw Wrong("revision", value, "an integer from 0", RevisionExample);

    private static RequestRefusedException Wrong(string member, JsonElement found, string expected, string hint)
    {
        var shown = found.GetRawText();
        var text = shown.Length <= 60 ? shown : string.Create(CultureInfo.InvariantCulture, $"{shown.AsSpan(0, 60)}…");
        return RequestRefusedException.Bad($"the body's {member} is [{text}]; expected {expected}", hint);
    }
}
