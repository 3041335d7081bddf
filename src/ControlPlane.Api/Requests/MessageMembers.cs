using System.Text.Json;
using ControlPlane.Contracts.Admin;

namespace ControlPlane.Api.Requests;

/// <summary>
/// Reads the members of a message's body. How long they may be is judged when they are together: <see
/// cref="MessageLimits"/>.
/// </summary>
internal static class MessageMembers
{
    public const string Example =
        """for example { "name": "netplex.logger.set_max_level", "arguments": ["info"], "receiver": "*" }""";

    /// <summary>Throws <see cref="RequestRefusedException"/> (400).</summary>
    public static string Text(JsonElement value, string member) => value.ValueKind == JsonValueKind.String
        ? value.GetString()!
        : throw RequestRefusedException.Bad($"the body's {member} is {Kind(value)}; expected a string", Example);

    /// <summary>Throws <see cref="RequestRefusedException"/> (400).</summary>
    public static IReadOnlyList<string> Texts(JsonElement value, string member)
    {
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() > MessageLimits.MaxArguments)
        {
            throw RequestRefusedException.Bad(
                $"the body's {member} is {Kind(value)}; expected an array of at most {MessageLimits.MaxArguments} "
                + "strings",
                Example);
        }

        return [.. value.EnumerateArray().Select((item, i) => Text(item, $"{member}[{i}]"))];
    }

    private static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => "a boolean",
        JsonValueKind.Array => $"an array of {value.GetArrayLength()}",
        JsonValueKind.Object => "an object",
        var kind => $"a {kind.ToString().ToLowerInvariant()}",
    };
}
