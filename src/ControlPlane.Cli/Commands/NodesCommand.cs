using System.CommandLine;
using System.Text.Json;
using ControlPlane.Cli.Arguments;
using ControlPlane.Cli.Client;
using ControlPlane.Cli.Rendering;
using ControlPlane.Contracts.Admin;

namespace ControlPlane.Cli.Commands;

/// <summary><c>nodes</c>: the members of the cluster.</summary>
internal sealed class NodesCommand : CliCommand
{
    private static readonly string[] Columns =
        ["NODE", "STATE", "LEADER", "ADDRESS", "CONTAINERS", "LABELS", "VERSION", "DETAIL"];

    private readonly SharedOptions _shared;

    public NodesCommand(SharedOptions shared)
        : base("nodes", "Show the nodes of the cluster: state, leader, address, labels.")
    {
        _shared = shared;
        Add(shared.Node);
        Add(shared.Output);
    }

    public override string Usage => "nodes [-o json]";

    public override string Details => """
        States: joining, up, draining (gets no new containers), unreachable (its lease
        has ended a moment ago), gone (its containers run elsewhere). With --node: as
        that node sees the cluster.
        """;

    public override IReadOnlyList<string> Examples =>
        ["cplane nodes", "cplane nodes -o json | jq -r '.[] | select(.leader).node'"];

    public override IReadOnlyList<int> Exits => ExitsOfService;

    public override int Run(ParseResult parsed, Surroundings around)
    {
        var json = _shared.WantsJson(parsed);
        var client = new NodeClient(_shared.SocketDirectoryOf(parsed, around), around.Time);
        var body = client.Get(_shared.OnNode(parsed, "/v1/nodes"));
        var rows = Answers.Items(body, Row);
        if (json)
        {
            JsonOutput.Write(body, around);
        }
        else
        {
            new Table(Columns, rows).Write(around);
        }

        return ExitCodes.Done;
    }

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
