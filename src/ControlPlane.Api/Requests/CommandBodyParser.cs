using System.Text;
using System.Text.Json;
using ControlPlane.Contracts.Wire;

namespace ControlPlane.Api.Requests;

/// <summary>
/// Reads the JSON body of a POST strictly: each member is known, belongs to the route, has its type and its range.
/// Null means absent, and no body at all means the defaults.
/// </summary>
internal static class CommandBodyParser
{
    public const int MaxCount = 10_000;
    private const int MaxPath = 4096;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 8, AllowDuplicateProperties = false };

    /// <summary>
    /// Throws <see cref="RequestRefusedException"/> (400), saying what was found and what is allowed.
    /// </summary>
    public static CommandBody Parse(ReadOnlyMemory<byte> utf8, BodyMembers allowed, double maxTimeoutSeconds)
    {
        if (utf8.Span.Trim(" \t\r\n"u8).IsEmpty)
        {
            return new CommandBody();
        }

        try
        {
            using var document = JsonDocument.Parse(utf8, Strict);
            return Members(document.RootElement, allowed, maxTimeoutSeconds);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or DecoderFallbackException)
        {
            // InvalidOperationException: a string that is not Unicode, found only when it is taken out.
            throw RequestRefusedException.Bad($"the body is not JSON: {e.Message}", Hint(allowed));
        }
    }

    private static CommandBody Members(JsonElement root, BodyMembers allowed, double maxTimeoutSeconds)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw RequestRefusedException.Bad($"the body is {Found(root)}; expected an object", Hint(allowed));
        }

        var body = new CommandBody();
        foreach (var member in root.EnumerateObject())
        {
            var value = member.Value;
            var given = value.ValueKind != JsonValueKind.Null;
            body = Name(member.Name, allowed, given) switch
            {
                _ when !given => body,
                BodyMembers.Wait => body with { Wait = Boolean(value, "wait", allowed) },
                BodyMembers.Rolling => body with { Rolling = Boolean(value, "rolling", allowed) },
                BodyMembers.Timeout => body with { Timeout = Seconds(value, maxTimeoutSeconds, allowed) },
                BodyMembers.Count => body with { Count = Count(value, allowed) },
                BodyMembers.Name => body with { Name = MessageMembers.Text(value, "name") },
                BodyMembers.Receiver => body with { Receiver = MessageMembers.Text(value, "receiver") },
                BodyMembers.Arguments => body with { Arguments = MessageMembers.Texts(value, "arguments") },
                BodyMembers.Text => body with { Text = ClusterMembers.Text(value, "text") },
                BodyMembers.Origin => body with { Origin = ClusterMembers.Text(value, "origin") },
                BodyMembers.Service => body with { Service = ClusterMembers.Text(value, "service") },
                BodyMembers.Services => body with { Services = ClusterMembers.Texts(value, "services") },
                BodyMembers.Version => body with { Version = ClusterMembers.Version(value) },
                BodyMembers.Revision => body with { Revision = ClusterMembers.Revision(value) },
                _ => body with { File = AbsolutePath(value, allowed) },
            };
        }

        return body;
    }

    private static BodyMembers Name(string name, BodyMembers allowed, bool given)
    {
        BodyMembers? member = name switch
        {
            "wait" => BodyMembers.Wait,
            "timeout" => BodyMembers.Timeout,
            "rolling" => BodyMembers.Rolling,
            "count" => BodyMembers.Count,
            "file" => BodyMembers.File,
            "name" => BodyMembers.Name,
            "arguments" => BodyMembers.Arguments,
            "receiver" => BodyMembers.Receiver,
            "text" => BodyMembers.Text,
            "origin" => BodyMembers.Origin,
            "version" => BodyMembers.Version,
            "service" => BodyMembers.Service,
            "services" => BodyMembers.Services,
            "revision" => BodyMembers.Revision,
            _ => null,
        };
        return member is { } known && (!given || allowed.HasFlag(known))
            ? known
            : throw RequestRefusedException.Bad(
                $"the body has the member [{Shortened(name)}]; allowed here: {Names(allowed)}", Hint(allowed));
    }

    private static bool Boolean(JsonElement value, string name, BodyMembers allowed) => value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Wrong(name, value, "true or false", allowed),
    };

    private static double Seconds(JsonElement value, double max, BodyMembers allowed) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var seconds) && seconds >= 0 && seconds <= max
            ? seconds
            : throw Wrong("timeout", value, $"a number of seconds from 0 to {max:0}", allowed);

    private static int Count(JsonElement value, BodyMembers allowed) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var count) && count is >= 0 and <= MaxCount
            ? count
            : throw Wrong("count", value, $"an integer from 0 to {MaxCount}", allowed);

    private static string AbsolutePath(JsonElement value, BodyMembers allowed) =>
        value.ValueKind == JsonValueKind.String && value.GetString() is { Length: <= MaxPath } path
            && path.StartsWith('/') && !path.Contains('\0', StringComparison.Ordinal)
            ? path
            : throw Wrong("file", value, $"an absolute path of at most {MaxPath} characters", allowed);

    private static RequestRefusedException Wrong(
        string name, JsonElement found, string expected, BodyMembers allowed) =>
        RequestRefusedException.Bad($"the body's {name} is {Found(found)}; expected {expected}", Hint(allowed));

    private static string Found(JsonElement value)
    {
        var type = value.ValueKind switch
        {
            JsonValueKind.True or JsonValueKind.False => "boolean",
            var kind => kind.ToString().ToLowerInvariant(),
        };
        return $"[{Shortened(value.GetRawText())}] ({type})";
    }

    private static string Shortened(string text) => text.Length <= 60 ? text : text[..60] + "…";

    private static string Names(BodyMembers allowed) => allowed == BodyMembers.None
        ? "none"
        : string.Join(", ", Enum.GetValues<BodyMembers>()
            .Where(member => int.IsPow2((int)member) && allowed.HasFlag(member))
            .Select(member => member.ToString().ToLowerInvariant()));

    private static string Hint(BodyMembers allowed) => allowed switch
    {
        BodyMembers.None => "leave the body empty",
        _ when allowed.HasFlag(BodyMembers.Count) => """for example { "count": 3, "timeout": 30 }""",
        _ when allowed.HasFlag(BodyMembers.Name) => MessageMembers.Example,
        _ when allowed.HasFlag(BodyMembers.Text) => ClusterMembers.ConfigurationExample,
        _ when allowed.HasFlag(BodyMembers.Version) => ClusterMembers.VersionExample,
        _ when allowed.HasFlag(BodyMembers.Revision) => ClusterMembers.RevisionExample,
        _ when allowed.HasFlag(BodyMembers.File) =>
            """for example { "file": "/etc/shop.conf" }, or leave the body empty""",
        _ => """for example { "wait": true, "timeout": 30 }, or leave the body empty""",
    };
}
