using System.CommandLine;
using ControlPlane.Cli.Arguments;
using ControlPlane.Cli.Client;
using ControlPlane.Cli.Rendering;
using ControlPlane.Cli.Shutdown;
using ControlPlane.Contracts.Admin;

namespace ControlPlane.Cli.Commands;

/// <summary><c>shutdown</c>: asks, and then waits for the end of the process.</summary>
internal sealed class ShutdownCommand : CliCommand
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(90);

    private readonly SharedOptions _shared;
    private readonly Option<string> _timeout = new("--timeout")
    {
        HelpName = "D",
        Description = "How long to wait for the end of the node (default: 90s).",
    };

    public ShutdownCommand(SharedOptions shared)
        : base("shutdown", "Stop all containers, then the node; returns when it has exited.")
    {
        _shared = shared;
        Add(_timeout);
        Add(shared.NoWait);
    }

    public override string Usage => "shutdown";

    public override string Details =>
        "Each container has the shutdown_timeout of its service to leave; then it is killed.";

    public override IReadOnlyList<string> Examples => ["cplane shutdown", "cplane shutdown --timeout 5m"];

    public override IReadOnlyList<int> Exits => ExitsOfAsking;

    public override int Run(ParseResult parsed, Surroundings around)
    {
        var directory = _shared.SocketDirectoryOf(parsed, around);
        var deadline = new Deadline(around.Time, TimeoutOf(parsed));
        using var socket = NodeSocket.Connect(directory, deadline);
        using var node = NodeProcess.Of(socket.NodePid);
        var done = Answers.Item(NodeClient.Post(socket, "/v1/node/shutdown", deadline), DoneAnswer.Read).Done;
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

    private TimeSpan TimeoutOf(ParseResult parsed) =>
        parsed.GetValue(_timeout) is { } text ? DurationText.Parse(text, "--timeout") : DefaultTimeout;

    private static CliException StillRunning(int pid, TimeSpan waited, NodeClient client) => new(
        ExitCodes.NotInTime,
        $"after {waited.TotalSeconds:0.#} s the node (pid {pid}) is still running{Leftovers.Of(client)}",
        "it goes on stopping; call shutdown again to wait longer");
}
