using System.Text.Json;
using ControlPlane.Contracts.Wire;

namespace ControlPlane.Cli.Client;

/// <summary>Reads the answer to a command.</summary>
internal static class DoneAnswer
{
    public static DoneBody Read(JsonElement body)
    {
        var changes = new List<string>();
        foreach (var change in body.GetProperty("changes").EnumerateArray())
        {
            changes.Add(change.GetString()!);
        }

        return new DoneBody(body.GetProperty("done").GetString()!, changes);
    }
}
