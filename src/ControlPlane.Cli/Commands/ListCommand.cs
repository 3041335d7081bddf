using System.CommandLine;
using System.Text.Json;
using ControlPlane.Cli.Arguments;
using ControlPlane.Cli.Client;
using ControlPlane.Cli.Rendering;
using ControlPlane.Contracts.Admin;

namespace ControlPlane.Cli.Commands;

/// <summary><c>list</c>: the services and their counts.</summary>
internal sealed class ListCommand : CliCommand
{
    private static readonly string[] Columns = ["SERVICE", "STATE", "DESIRED", "READY", "CONTAINERS", "ADDRESSES"];

    private readonly SharedOptions _shared;

    public ListCommand(SharedOptions shared) : base("list", "Show the services: state, containers, addresses.")
    {
        _shared = shared;
        Add(shared.Node);
        Add(shared.Output);
    }

    public override string Usage => "list [-o json]";

    public override string Details => """
        States: enabled, disabled (no containers; connections wait in the kernel),
        restarting, down (the node is shutting down). In a cluster the counts are those
        of all nodes together.
        """;

    public override IReadOnlyList<string> Examples => ["cplane list", "cplane list -o json | jq -r '.[].service'"];

    public override IReadOnlyList<int> Exits => ExitsOfService;

    public override int Run(ParseResult parsed, Surroundings around)
    {
        var json = _shared.WantsJson(parsed);
        var body = new NodeClient(_shared.SocketDirectoryOf(parsed, around), around.Time)
            .Get(_shared.OnNode(parsed, "/v1/services"));
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

    private static Cell[] Row(JsonElement service)
    {
        var state = service.GetProperty("state").GetString()!;
        return
        [
            service.GetProperty("service").GetString()!,
            new Cell(state, StateTone.Of(state)),
            service.GetProperty("desired").GetRawText(),
            service.GetProperty("ready").GetRawText(),
            service.GetProperty("containers").GetRawText(),
            Addresses(service.GetProperty("protocols")),
        ];
    }

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
