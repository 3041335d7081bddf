using System.CommandLine;
using ControlPlane.Cli.Arguments;
using ControlPlane.Cli.Client;
using ControlPlane.Cli.Rendering;
using ControlPlane.Cli.Shutdown;
using ControlPlane.Contracts.Admin;
using ControlPlane.Contracts.Wire;

namespace ControlPlane.Cli.Commands;

/// <summary><c>shutdown</c>: asks, and then waits for the end of the process.</summary>
internal sealed class ShutdownCommand : CliCommand
{
    private const string Target = "/v1/node/shutdown";
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(90);

    private readonly SharedOptions _shared;
    private readonly Option<string> _timeout = new("--timeout")
    {
        HelpName = "D",
        Description = "How long to wait for the end of the node (default: 90s); not with --node.",
    };

    public ShutdownCommand(SharedOptions shared)
        : base("shutdown", "Stop all containers, then the node; returns when it has exited.")
    {
        _shared = shared;
        Add(_timeout);
        Add(shared.NoWait);
        Add(shared.Node);
    }

    public override string Usage => "shutdown";

    public override string Details => """
        Each container has the shutdown_timeout of its service to leave; then it is
        killed. Only the node of the socket directory, or the one of --node, stops. The
        end of another node cannot be seen from here: with --node the command returns
        when that node has accepted it, and nodes shows when it has gone.

        In a cluster the containers of services with placement.scope = cluster are
        ready on other nodes first, one after the other; what runs on every node
        leaves after them. The node waits for that while they go on, each for at most
        the startup plus the shutdown timeout of its service; for no more than half of
        --timeout, where that is given; and not at all when no other node is up, etcd
        is silent, or the others have no room. A second shutdown waits for nobody. So
        does TERM to the node, as systemd sends it; a second TERM kills.
        """;

    public override IReadOnlyList<string> Examples =>
        ["cplane shutdown", "cplane shutdown --timeout 5m", "cplane shutdown --node node-2"];

    public override IReadOnlyList<int> Exits => ExitsOfService;

    public override int Run(ParseResult parsed, Surroundings around)
    {
        var directory = _shared.SocketDirectoryOf(parsed, around);
        var timeout = TimeoutOf(parsed);
        var deadline = new Deadline(around.Time, timeout ?? DefaultTimeout);
        if (parsed.GetValue(_shared.Node) is not null)
        {
            var elsewhere = new NodeClient(directory, around.Time).Post(_shared.OnNode(parsed, Target));
            around.Out.WriteLine(PlainText.Of(Answers.Item(elsewhere, DoneAnswer.Read).Done));
            return ExitCodes.Done;
        }

        using var socket = NodeSocket.Connect(directory, deadline);
        using var node = NodeProcess.Of(socket.NodePid);
        var body = timeout is null ? default : CommandJson.Of(new CommandBody(), new(Timeout: timeout));
        var done = Answers.Item(NodeClient.Post(socket, Target, body, deadline), DoneAnswer.Read).Done;
        if (parsed.GetValue(_shared.NoWait))
        {
            around.Out.WriteLine(PlainText.Of(done));
            return ExitCodes.Done;
        }

        if (node is null)
        {
            throw new CliException(
                ExitCodes.Refused,
                "the node has accepted the shutdown, but lives in a PID namespace where its end cannot be seen",
                "run the command there, or use --no-wait");
        }

        if (!node.WaitForExit(deadline))
        {
            throw StillRunning(node.Pid, deadline.Span, new NodeClient(directory, around.Time));
        }

        around.Out.WriteLine($"node stopped (pid {node.Pid})");
        return ExitCodes.Done;
    }

    private TimeSpan? TimeoutOf(ParseResult parsed) =>
        parsed.GetValue(_timeout) is { } text ? DurationText.Parse(text, "--timeout") : null;

    private static CliException StillRunning(int pid, TimeSpan waited, NodeClient client) => new(
        ExitCodes.NotInTime,
        $"after {waited.TotalSeconds:0.#} s the node (pid {pid}) is still running{Leftovers.Of(client)}",
        "it goes on stopping; call shutdown again to wait longer; in a cluster it then hands over no more");
}
