using System.Text.Json;
using ControlPlane.Contracts.Admin;
using ControlPlane.Contracts.Wire;

namespace ControlPlane.Cli.Client;

/// <summary>Writes the body of a command; what is null stays away.</summary>
internal static class CommandJson
{
    /// <summary>The body with the patience of the command line in it.</summary>
    public static ReadOnlyMemory<byte> Of(CommandBody body, AdminProtocol.Patience patience)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            if (!patience.Wait)
            {
                json.WriteBoolean("wait", false);
            }

            if (patience.Timeout is { } timeout)
            {
                json.WriteNumber("timeout", timeout.TotalSeconds);
            }

            if (body.Rolling is { } rolling)
            {
                json.WriteBoolean("rolling", rolling);
            }

            if (body.Count is { } count)
            {
                json.WriteNumber("count", count);
            }

            if (body.File is { } file)
            {
                json.WriteString("file", file);
            }

            WriteMessage(json, body);
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }

    private static void WriteMessage(Utf8JsonWriter json, CommandBody body)
    {
        if (body.Name is not { } name)
        {
            return;
        }

        json.WriteString("name", name);
        json.WriteString("receiver", body.Receiver);
        json.WriteStartArray("arguments");
        foreach (var argument in body.Arguments ?? [])
        {
            json.WriteStringValue(argument);
        }

        json.WriteEndArray();
    }
}
