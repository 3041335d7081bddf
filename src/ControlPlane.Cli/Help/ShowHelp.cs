using System.CommandLine;
using System.CommandLine.Invocation;
using ControlPlane.Cli.Commands;

namespace ControlPlane.Cli.Help;

/// <summary><c>--help</c>, of a command or of all.</summary>
internal sealed class ShowHelp(CommandTree tree, Surroundings around) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        HelpText.Write(around.Out, tree, parseResult.CommandResult.Command as CliCommand);
        around.Out.Flush();
        return 0;
    }
}
