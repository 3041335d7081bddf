using System.CommandLine;
using System.Runtime.CompilerServices;
using ControlPlane.Cli.Arguments;
using ControlPlane.Contracts.Admin;
using ControlPlane.Hosting;

namespace ControlPlane.Cli.Commands;

/// <summary><c>run</c>: the node itself, in the foreground.</summary>
internal sealed class RunCommand : CliCommand
{
    private readonly SharedOptions _shared;
    private readonly FileArgument _file = new("The configuration.");

    public RunCommand(SharedOptions shared)
        : base("run", "Start a node in the foreground, with the services of a file.")
    {
        _shared = shared;
        Add(_file);
    }

    public override string Usage => "run FILE";

    public override string Details => """
        The socket directory is --sockdir, else the file's socket_directory, else
        $CPLANE_SOCKDIR, else /tmp/.controlplane. SIGTERM or SIGINT shuts down
        gracefully, a second one at once; SIGHUP reloads, SIGUSR1 reopens log files.
        A file with errors starts nothing: all of them are printed, as check does.
        """;

    public override IReadOnlyList<string> Examples =>
        ["cplane run hocon/quickstart.conf", "cplane run shop.conf --sockdir /run/shop"];

    public override IReadOnlyList<int> Exits { get; } =
        [ExitCodes.Done, ExitCodes.Refused, ExitCodes.Usage, ExitCodes.BadConfiguration];

    public override int Run(ParseResult parsed, Surroundings around) =>
        RunNode(parsed.GetValue(_file)!, _shared.GivenSocketDirectory(parsed));

    // Apart, so that no other command loads the host.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int RunNode(string file, string? socketDirectory) =>
        NodeRunner.RunAsync(file, socketDirectory, CancellationToken.None).GetAwaiter().GetResult();
}
