using System.CommandLine;
using System.Runtime.CompilerServices;
using ControlPlane.Cli.Arguments;
using ControlPlane.Cli.Configuration;
using ControlPlane.Contracts.Wire;

namespace ControlPlane.Cli.Commands;

/// <summary><c>apply</c>: the services of a file for the whole cluster.</summary>
internal sealed class ApplyCommand : ChangeCommand
{
    private readonly FileArgument _file = new("The configuration.");

    public ApplyCommand(SharedOptions shared)
        : base("apply", "Give the whole cluster the services of a file, and print what has changed.", shared)
    {
        Add(_file);
        AddWaitingOptions(isForOneNode: false);
    }

    public override string Usage => "apply FILE";

    public override string Details => """
        The file is read here, with its includes and ${…}; its services and sockets are
        kept in the cluster as a new version, in place of those in the nodes' files. The
        sections controller and cluster belong to each node, and are left out.
        Paths in the file (directory, path, command …) should be absolute: each node
        takes a relative one from a directory of its own. plan shows what would change.
        Prints the number of the version, and what has changed. Returns when every service
        that it touches is as it is to be.
        """;

    public override IReadOnlyList<string> Examples =>
        ["cplane plan shop.conf; cplane apply shop.conf", "cplane apply shop.conf --timeout 5m || cplane rollback"];

    public override IReadOnlyList<int> Exits => ExitsOfReading;

    protected override string TargetOf(ParseResult parsed) => "/v1/configuration";

    protected override CommandBody? BodyOf(ParseResult parsed, Surroundings around) =>
        Read(parsed.GetValue(_file)!, around);

    protected override IReadOnlyList<string> LinesOf(string done, IReadOnlyList<string> changes) =>
        [done, .. changes.DefaultIfEmpty("no changes")];

    // Apart, so that no other command loads the parser.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static CommandBody? Read(string file, Surroundings around) => ClusterFile.Read(file, around);
}
