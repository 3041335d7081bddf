using System.CommandLine;
using System.Text.Json;
using ControlPlane.Cli.Arguments;
using ControlPlane.Cli.Client;
using ControlPlane.Cli.Rendering;
using ControlPlane.Contracts.Admin;

namespace ControlPlane.Cli.Commands;

/// <summary><c>placement</c>: why the containers of a service are where they are.</summary>
internal sealed class PlacementCommand : CliCommand
{
    private static readonly string[] Columns = ["NODE", "WANTED", "CONTAINERS", "WHY"];

    private readonly SharedOptions _shared;
    private readonly ServiceArgument _service = new();

    public PlacementCommand(SharedOptions shared)
        : base("placement", "Show where the containers of a service are placed: why here, why not there.")
    {
        _shared = shared;
        Add(_service);
        Add(shared.Node);
        Add(shared.Output);
    }

    public override string Usage => "placement SERVICE [-o json]";

    public override string Details => """
        The first line has the scope: node (so many on every node that fits) or cluster
        (so many in all), and what is wanted. Then a line for each node of the cluster.
        """;

    public override IReadOnlyList<string> Examples =>
        ["cplane placement web", "cplane placement web -o json | jq -r '.nodes[] | select(.wanted > 0).node'"];

    public override IReadOnlyList<int> Exits => ExitsOfService;

    public override int Run(ParseResult parsed, Surroundings around)
    {
        var json = _shared.WantsJson(parsed);
        var target = _shared.OnNode(parsed, ServiceTarget.Of(parsed.GetValue(_service)!, "placement"));
        var body = new NodeClient(_shared.SocketDirectoryOf(parsed, around), around.Time).Get(target);
        var (title, table) = Answers.Item(body, Read);
        if (json)
        {
            JsonOutput.Write(body, around);
            return ExitCodes.Done;
        }

        around.Out.WriteLine(PlainText.Of(title));
        table.Write(around);
        return ExitCodes.Done;
    }

    private static Tuple<string, Table> Read(JsonElement placement)
    {
        var rows = new List<Cell[]>();
        foreach (var node in placement.GetProperty("nodes").EnumerateArray())
        {
            var containers = node.GetProperty("containers");
            rows.Add(
            [
                node.GetProperty("node").GetString()!,
                node.GetProperty("wanted").GetRawText(),
                containers.ValueKind == JsonValueKind.Null ? "" : containers.GetRawText(),
                node.GetProperty("why").GetString()!,
            ]);
        }

        var missing = placement.GetProperty("missing").GetInt32();
        var title = $"{placement.GetProperty("service").GetString()}: scope {placement.GetProperty("scope").GetString()}, "
            + $"{placement.GetProperty("wanted").GetRawText()} wanted{(missing > 0 ? $", {missing} without a place" : "")}";
        return Tuple.Create(title, new Table(Columns, rows));
    }
}
