using System.CommandLine;
using ControlPlane.Cli.Arguments;
using ControlPlane.Cli.Client;
using ControlPlane.Cli.Rendering;
using ControlPlane.Contracts.Admin;

namespace ControlPlane.Cli.Commands;

/// <summary><c>reopen-logfiles</c>.</summary>
internal sealed class ReopenLogfilesCommand : CliCommand
{
    private readonly SharedOptions _shared;

    public ReopenLogfilesCommand(SharedOptions shared)
        : base("reopen-logfiles", "Close and open again all log files, after something has moved them away.")
    {
        _shared = shared;
        Add(shared.Node);
    }

    public override string Usage => "reopen-logfiles";

    public override string Details => "For logrotate: put it into postrotate. SIGUSR1 to the node does the same.";

    public override IReadOnlyList<string> Examples => ["mv app.log app.log.1 && cplane reopen-logfiles"];

    public override IReadOnlyList<int> Exits => ExitsOfService;

    public override int Run(ParseResult parsed, Surroundings around)
    {
        var client = new NodeClient(_shared.SocketDirectoryOf(parsed, around), around.Time);
        var answer = Answers.Item(client.Post(_shared.OnNode(parsed, "/v1/logs/reopen")), DoneAnswer.Read);
        around.Out.WriteLine(PlainText.Of(answer.Done));
        return ExitCodes.Done;
    }
}
