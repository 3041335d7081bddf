using System.CommandLine;
using System.Text.Json;
using ControlPlane.Cli.Arguments;
using ControlPlane.Cli.Client;
using ControlPlane.Cli.Rendering;

namespace ControlPlane.Cli.Commands;

/// <summary><c>list</c>: the services and their counts.</summary>
internal sealed class ListCommand : ShowCommand
{
    private static readonly string[] Columns = ["SERVICE", "STATE", "DESIRED", "READY", "CONTAINERS", "ADDRESSES"];
    private static readonly string[] InClusters = [.. Columns[..^1], "NODES", Columns[^1]];

    public ListCommand(SharedOptions shared)
        : base(shared, "list", "Show the services: state, containers, addresses.")
    {
    }

    public override string Usage => "list [-o json]";

    public override string Details => """
        States: enabled, disabled (no containers; connections wait in the kernel),
        restarting, down (the node is shutting down). In a cluster the counts are those
        of all nodes together, and NODES says how many containers each of them has.
        """;

    public override IReadOnlyList<string> Examples => ["cplane list", "cplane list -o json | jq -r '.[].service'"];

    protected override string TargetOf(ParseResult parsed) => "/v1/services";

    protected override (string? Title, Table Table) Read(ReadOnlyMemory<byte> body, DateTimeOffset now)
    {
        var inCluster = Answers.Items(body, Nodes).Any(nodes => nodes.Length > 0);
        var rows = Answers.Items(body, service => Row(service, inCluster));
        return (null, new Table(inCluster ? InClusters : Columns, rows));
    }

    private static Cell[] Row(JsonElement service, bool inCluster)
    {
        var state = service.GetProperty("state").GetString()!;
        return
        [
            service.GetProperty("service").GetString()!,
            new Cell(state, StateTone.Of(state)),
            service.GetProperty("desired").GetRawText(),
            service.GetProperty("ready").GetRawText(),
            service.GetProperty("containers").GetRawText(),
            .. inCluster ? (Cell[])[Nodes(service)] : [],
            Addresses(service.GetProperty("protocols")),
        ];
    }

    /// <summary><c>n1:2 n3:1</c>: those that have some.</summary>
    private static string Nodes(JsonElement service) => service.TryGetProperty("nodes", out var nodes)
        ? string.Join(
            ' ', nodes.EnumerateObject().Where(n => n.Value.GetInt32() > 0).Select(n => $"{n.Name}:{n.Value}"))
        : "";

    private static string Addresses(JsonElement protocols)
    {
        var all = new List<string>();
        foreach (var protocol in protocols.EnumerateArray())
        {
            foreach (var address in protocol.GetProperty("addresses").EnumerateArray())
            {
                all.Add(address.GetString()!);
            }
        }

        return string.Join(", ", all);
    }
}
