using System.Text.Json;
using ControlPlane.Contracts.Admin;

namespace ControlPlane.Cli.Client;

/// <summary>
/// Takes the node's JSON apart. A document model and not the serializer: that takes as long to start as all the rest
/// of a command; and members that a newer node adds do not hurt.
/// </summary>
internal static class Answers
{
    /// <summary>
    /// The body of a success. Throws <see cref="CliException"/> with the node's own words for a refusal.
    /// </summary>
    public static ReadOnlyMemory<byte> Success(HttpReply reply) => reply.Status switch
    {
        >= 200 and < 300 => reply.Body,
        _ => throw Refusal(reply),
    };

    /// <summary>Reads the body as an array of objects, each through <paramref name="read"/>.</summary>
    public static List<T> Items<T>(ReadOnlyMemory<byte> body, Func<JsonElement, T> read)
        where T : class
    {
        using var document = Document(body, JsonValueKind.Array);
        var items = new List<T>();
        foreach (var element in document.RootElement.EnumerateArray())
        {
            items.Add(Guarded(element, read));
        }

        return items;
    }

    /// <summary>Reads the body as one object.</summary>
    public static T Item<T>(ReadOnlyMemory<byte> body, Func<JsonElement, T> read)
        where T : class
    {
        using var document = Document(body, JsonValueKind.Object);
        return Guarded(document.RootElement, read);
    }

    private static CliException Refusal(HttpReply reply)
    {
        if (reply.Body.IsEmpty)
        {
            return HttpReplyReader.NotOurs($"it answered {reply.Status} without a reason");
        }

        return Item(reply.Body, body => new CliException(
            ExitCodeOf(body.GetProperty("why").GetString()!),
            body.GetProperty("error").GetString()!,
            body.GetProperty("hint").GetString()!));
    }

    // Snake case on the wire; a reason that only a newer node knows is a refusal like any other.
    private static int ExitCodeOf(string why) =>
        Enum.TryParse<Refusal>(why.Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out var refusal)
            ? refusal.ExitCode()
            : ExitCodes.Refused;

    private static JsonDocument Document(ReadOnlyMemory<byte> body, JsonValueKind expected)
    {
        try
        {
            var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == expected
                ? document
                : throw HttpReplyReader.NotOurs($"it sent JSON that is no {expected.ToString().ToLowerInvariant()}");
        }
        catch (JsonException e)
        {
            throw HttpReplyReader.NotOurs($"it sent no JSON ({e.Message})");
        }
    }

    private static T Guarded<T>(JsonElement element, Func<JsonElement, T> read)
    {
        try
        {
            return read(element);
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw HttpReplyReader.NotOurs($"its JSON lacks something ({e.Message})");
        }
    }
}
