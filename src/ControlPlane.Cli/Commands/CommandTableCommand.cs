using System.CommandLine;
using ControlPlane.Cli.Help;
using ControlPlane.Contracts.Admin;

namespace ControlPlane.Cli.Commands;

/// <summary><c>__commands</c>, hidden: the table of commands for the README.</summary>
internal sealed class CommandTableCommand : CliCommand
{
    public CommandTableCommand() : base("__commands", "Print the table of commands as Markdown.") => Hidden = true;

    public override string Usage => "__commands";

    public override IReadOnlyList<string> Examples => ["cplane __commands"];

    public override IReadOnlyList<int> Exits { get; } = [ExitCodes.Done, ExitCodes.Usage];

    public override int Run(ParseResult parsed, Surroundings around)
    {
        around.Out.Write(CommandTable.Markdown(Tree!));
        return ExitCodes.Done;
    }
}
