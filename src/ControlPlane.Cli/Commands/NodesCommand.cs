using System.CommandLine;
using System.Text.Json;
using ControlPlane.Cli.Arguments;
using ControlPlane.Cli.Client;
using ControlPlane.Cli.Rendering;

namespace ControlPlane.Cli.Commands;

/// <summary><c>nodes</c>: the members of the cluster.</summary>
internal sealed class NodesCommand : ShowCommand
{
    private static readonly string[] Columns =
        ["NODE", "STATE", "LEADER", "ADDRESS", "CONTAINERS", "LABELS", "VERSION", "DETAIL"];

    public NodesCommand(SharedOptions shared)
        : base(shared, "nodes", "Show the nodes of the cluster: state, leader, address, labels.")
    {
    }

    public override string Usage => "nodes [-o json]";

    public override string Details => """
        States: joining, up, draining (gets no new containers), unreachable (its lease
        has ended a moment ago), gone (its containers run elsewhere). With --node: as
        that node sees the cluster.
        """;

    public override IReadOnlyList<string> Examples =>
        ["cplane nodes", "cplane nodes -o json | jq -r '.[] | select(.leader).node'"];

    protected override string TargetOf(ParseResult parsed) => "/v1/nodes";

    protected override (string? Title, Table Table) Read(ReadOnlyMemory<byte> body, DateTimeOffset now) =>
        (null, new Table(Columns, Answers.Items(body, Row)));

    private static Cell[] Row(JsonElement node)
    {
        var state = node.GetProperty("state").GetString()!;
        return
        [
            node.GetProperty("node").GetString()!,
            new Cell(state, StateTone.Of(state)),
            node.GetProperty("leader").GetBoolean() ? "yes" : "",
            node.GetProperty("address").GetString()!,
            node.TryGetProperty("containers", out var containers) && containers.ValueKind == JsonValueKind.Number
                ? containers.GetRawText()
                : "",
            Labels(node.GetProperty("labels")),
            node.GetProperty("version").GetString()!,
            node.TryGetProperty("detail", out var detail) ? detail.GetString()! : "",
        ];
    }

    private static string Labels(JsonElement labels)
    {
        var all = new List<string>();
        foreach (var label in labels.EnumerateObject())
        {
            all.Add($"{label.Name}={label.Value.GetString()}");
        }

        return string.Join(", ", all);
    }
}
