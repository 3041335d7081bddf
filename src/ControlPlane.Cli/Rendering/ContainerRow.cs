using System.Text.Json;

namespace ControlPlane.Cli.Rendering;

/// <summary>One container as people see it.</summary>
internal sealed record ContainerRow(string Node, Cell[] Cells)
{
    private static readonly string[] Columns =
        ["SERVICE", "ID", "STATE", "PID", "JOBS", "RESTARTS", "STARTED", "DETAIL"];

    public static ContainerRow Read(JsonElement container, DateTimeOffset now)
    {
        var state = container.GetProperty("state").GetString()!;
        var started = container.GetProperty("started_at");
        return new ContainerRow(container.GetProperty("node").GetString()!,
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

    /// <summary>With a column for the node only if there is more than one.</summary>
    public static Table TableOf(IReadOnlyList<ContainerRow> containers)
    {
        var nodes = new HashSet<string>(StringComparer.Ordinal);
        foreach (var container in containers)
        {
            nodes.Add(container.Node);
        }

        return nodes.Count > 1
            ? new Table(["NODE", .. Columns], [.. containers.Select(one => (Cell[])[one.Node, .. one.Cells])])
            : new Table(Columns, [.. containers.Select(one => one.Cells)]);
    }

    private static string Number(JsonElement value) =>
        value.ValueKind == JsonValueKind.Null ? "" : value.GetRawText();
}
