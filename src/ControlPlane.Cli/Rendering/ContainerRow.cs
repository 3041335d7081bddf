using System.Text.Json;

namespace ControlPlane.Cli.Rendering;

/// <summary>One container as people see it.</summary>
internal sealed record ContainerRow(string Node, string Addresses, Cell[] Cells)
{
    private static readonly string[] Columns =
        ["SERVICE", "ID", "STATE", "PID", "JOBS", "RESTARTS", "STARTED", "DETAIL"];

    public static ContainerRow Read(JsonElement container, DateTimeOffset now)
    {
        var state = container.GetProperty("state").GetString()!;
        var started = container.GetProperty("started_at");
        return new ContainerRow(container.GetProperty("node").GetString()!, AddressesOf(container),
        [
            container.GetProperty("service").GetString()!,
            container.GetProperty("id").GetString()!,
            new Cell(state, StateTone.Of(state)),
            Number(container.GetProperty("pid")),
            Number(container.GetProperty("jobs")),
            Number(container.GetProperty("restarts")),
            started.ValueKind == JsonValueKind.Null ? "" : Age.Of(started.GetDateTimeOffset(), now),
            container.GetProperty("detail").GetString()!,
        ]);
    }

    /// <summary>
    /// With a column for the node only if there is more than one, and for addresses only if there are any.
    /// </summary>
    public static Table TableOf(IReadOnlyList<ContainerRow> containers)
    {
        var nodes = new HashSet<string>(StringComparer.Ordinal);
        foreach (var container in containers)
        {
            nodes.Add(container.Node);
        }

        var (many, own) = (nodes.Count > 1, containers.Any(one => one.Addresses.Length > 0));
        return new Table(
            [.. many ? ["NODE"] : (string[])[], .. Columns[..^1], .. own ? ["ADDRESSES"] : (string[])[], Columns[^1]],
            [.. containers.Select(one => (Cell[])
                [
                    .. many ? [one.Node] : (Cell[])[], .. one.Cells[..^1], .. own ? [one.Addresses] : (Cell[])[],
                    one.Cells[^1],
                ])]);
    }

    /// <summary>The sockets of its own; a node of before they were there says nothing.</summary>
    private static string AddressesOf(JsonElement container) => container.TryGetProperty("addresses", out var addresses)
        ? string.Join(' ', addresses.EnumerateArray().Select(address => address.GetString()))
        : "";

    private static string Number(JsonElement value) =>
        value.ValueKind == JsonValueKind.Null ? "" : value.GetRawText();
}
