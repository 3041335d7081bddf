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

    public ListCommand(SharedOptions shared)
        : base(shared, "list", "Show the services: state, containers, addresses.")
    {
    }

    public override string Usage => "list [-o json]";

    public override string Details => """
        States: enabled, disabled (no containers; connections wait in the kernel),
        restarting, down (the node is shutting down). In a cluster the counts are those
        of all nodes together.
        """;

    public override IReadOnlyList<string> Examples => ["cplane list", "cplane list -o json | jq -r '.[].service'"];

    protected override string TargetOf(ParseResult parsed) => "/v1/services";

    protected override (string? Title, Table Table) Read(ReadOnlyMemory<byte> body, DateTimeOffset now) =>
        (null, new Table(Columns, Answers.Items(body, Row)));

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
