using System.CommandLine;
using System.Text.Json;
using ControlPlane.Cli.Arguments;
using ControlPlane.Cli.Client;
using ControlPlane.Cli.Rendering;

namespace ControlPlane.Cli.Commands;

/// <summary><c>placement</c>: why the containers of a service are where they are.</summary>
internal sealed class PlacementCommand : ShowCommand
{
    private static readonly string[] Columns = ["NODE", "WANTED", "CONTAINERS", "WHY"];

    private readonly ServiceArgument _service = new();

    public PlacementCommand(SharedOptions shared)
        : base(shared, "placement", "Show where the containers of a service are placed: why here, why not there.")
    {
        Add(_service);
    }

    public override string Usage => "placement SERVICE [-o json]";

    public override string Details => """
        The first line has the scope: node (so many on every node that fits) or cluster
        (so many in all), and what is wanted. Then a line for each node of the cluster.
        """;

    public override IReadOnlyList<string> Examples =>
        ["cplane placement web", "cplane placement web -o json | jq -r '.nodes[] | select(.wanted > 0).node'"];

    protected override string TargetOf(ParseResult parsed) =>
        ServiceTarget.Of(parsed.GetValue(_service)!, "placement");

    protected override (string? Title, Table Table) Read(ReadOnlyMemory<byte> body, DateTimeOffset now) =>
        Answers.Item(body, Read).ToValueTuple();

    private static Tuple<string?, Table> Read(JsonElement placement)
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
        var title =
            $"{placement.GetProperty("service").GetString()}: scope {placement.GetProperty("scope").GetString()}, "
            + $"{placement.GetProperty("wanted").GetRawText()} wanted"
            + $"{(missing > 0 ? $", {missing} without a place" : "")}";
        return Tuple.Create<string?, Table>(title, new Table(Columns, rows));
    }
}
