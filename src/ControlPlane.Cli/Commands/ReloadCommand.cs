using System.CommandLine;
using ControlPlane.Cli.Arguments;
using ControlPlane.Contracts.Wire;

namespace ControlPlane.Cli.Commands;

/// <summary><c>reload</c>.</summary>
internal sealed class ReloadCommand : ChangeCommand
{
    private readonly FileArgument _file =
        new("The new configuration (default: the file that the node was started with, or last reloaded from).", true);

    public ReloadCommand(SharedOptions shared)
        : base("reload", "Apply what has changed in the configuration file, and print it.", shared)
    {
        Add(_file);
        AddWaitingOptions();
    }

    public override string Usage => "reload [FILE]";

    public override string Details => """
        Services that have not changed are not touched. A file with errors changes
        nothing. The node reads the file, with the rights of the node.
        """;

    public override IReadOnlyList<string> Examples => ["cplane reload", "cplane reload shop.conf -o json"];

    public override IReadOnlyList<int> Exits => ExitsOfReading;

    protected override string TargetOf(ParseResult parsed) => "/v1/reload";

    protected override CommandBody BodyOf(ParseResult parsed, Surroundings around) =>
        new(File: parsed.GetValue(_file) is { } file ? Path.GetFullPath(file) : null);

    protected override IReadOnlyList<string> LinesOf(string done, IReadOnlyList<string> changes) =>
        changes.Count == 0 ? ["no changes"] : changes;
}
