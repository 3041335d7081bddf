using System.Text.Encodings.Web;
using System.Text.Json;
using ControlPlane.Contracts.Admin;

namespace ControlPlane.Contracts.Wire;

/// <summary>Writes the body of a command; what is null stays away.</summary>
/// <remarks>
/// By hand, and not with the serializer: that takes a short-lived program as long to start as all the rest.
/// </remarks>
public static class CommandJson
{
    private static readonly JsonWriterOptions Readable =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The body with this patience in it.</summary>
    public static ReadOnlyMemory<byte> Of(CommandBody body, AdminProtocol.Patience patience)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Readable))
        {
            json.WriteStartObject();
            if (!patience.Wait)
            {
                json.WriteBoolean("wait", false);
            }

            WriteNumber(json, "timeout", patience.Timeout?.TotalSeconds);
            if (body.Rolling is { } rolling)
            {
                json.WriteBoolean("rolling", rolling);
            }

            WriteNumber(json, "count", body.Count);
            WriteText(json, "file", body.File);
            WriteText(json, "name", body.Name);
            WriteText(json, "receiver", body.Receiver);
            WriteTexts(json, "arguments", body.Arguments);
            WriteText(json, "origin", body.Origin);
            WriteText(json, "text", body.Text);
            WriteNumber(json, "version", body.Version);
            WriteText(json, "service", body.Service);
            WriteTexts(json, "services", body.Services);
            if (body.Revision is { } revision)
            {
                json.WriteNumber("revision", revision);
            }

            json.WriteEndObject();
        }

        return bytes.ToArray();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, double? number)
    {
        if (number is { } value)
        {
            json.WriteNumber(name, value);
        }
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyList<string>? texts)
    {
        if (texts is null)
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
