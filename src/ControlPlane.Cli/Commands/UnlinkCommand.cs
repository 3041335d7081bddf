using System.CommandLine;
using System.Runtime.CompilerServices;
using ControlPlane.Cli.Arguments;
using ControlPlane.Cli.Rendering;
using ControlPlane.Contracts.Admin;
using ControlPlane.Hosting;

namespace ControlPlane.Cli.Commands;

/// <summary><c>unlink</c>: removes what containers have left in the system; needs no node.</summary>
internal sealed class UnlinkCommand(SharedOptions shared)
    : CliCommand("unlink", "Remove the persistent objects that services have registered and left behind.")
{
    public override string Usage => "unlink";

    public override string Details => """
        Files, shared memory and semaphores that stand in netplex.pmanage of the socket
        directory, registered and not unregistered. Works without a node. With one, it
        also takes what its containers still use: shut down first. What cannot be
        removed stays registered.
        """;

    public override IReadOnlyList<string> Examples => ["cplane shutdown && cplane unlink"];

    public override IReadOnlyList<int> Exits { get; } =
        [ExitCodes.Done, ExitCodes.Refused, ExitCodes.Usage, ExitCodes.Unavailable];

    public override int Run(ParseResult parsed, Surroundings around)
    {
        var (lines, error, hint, exit) = Unlink(shared.SocketDirectoryOf(parsed, around));
        foreach (var line in lines)
        {
            around.Out.WriteLine(PlainText.Of(line));
        }

        return exit == ExitCodes.Done ? exit : throw new CliException(exit, error, hint);
    }

    // Apart, so that no other command loads the host.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static UnlinkOutcome Unlink(string socketDirectory) => NodeUnlink.Run(socketDirectory);
}
