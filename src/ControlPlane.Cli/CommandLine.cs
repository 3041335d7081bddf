using System.CommandLine;
using System.CommandLine.Invocation;
using System.ComponentModel;
using ControlPlane.Cli.Arguments;
using ControlPlane.Cli.Commands;
using ControlPlane.Cli.Help;
using ControlPlane.Cli.Rendering;
using ControlPlane.Contracts.Admin;

namespace ControlPlane.Cli;

/// <summary>
/// Reads the command line, runs its command, and turns whatever goes wrong into two lines and an exit code.
/// </summary>
internal static class CommandLine
{
    private const int BrokenPipe = 32;

    private static readonly ParserConfiguration Parsing = new()
    {
        ResponseFileTokenReplacer = null,   // an argument that begins with @ is an argument
        EnablePosixBundling = false,
    };

    public static int Invoke(IReadOnlyList<string> args, Surroundings around)
    {
        try
        {
            var code = Run(new CommandTree(around), args, around);
            around.Out.Flush();
            return code;
        }
        catch (CliException failure)
        {
            return Report(around, failure.ExitCode, failure.Message, failure.Hint);
        }
        catch (IOException failure) when (failure.HResult == BrokenPipe)
        {
            return ExitCodes.Refused;   // Whoever reads has seen enough: head, less. Not worth a word.
        }
        catch (IOException failure)
        {
            return Report(around, ExitCodes.Refused, $"the answer cannot be written: {failure.Message}", "");
        }
        catch (Win32Exception failure)
        {
            // What the kernel refused, sockets included, and nobody above knew a better word for.
            return Report(around, ExitCodes.Refused, $"the system refuses: {failure.Message}", "");
        }
    }

    private static int Run(CommandTree tree, IReadOnlyList<string> args, Surroundings around)
    {
        var parsed = tree.Root.Parse(args, Parsing);
        if (parsed.Action is ShowHelp or ShowVersion)
        {
            return ((SynchronousCommandLineAction)parsed.Action).Invoke(parsed);
        }

        UsageErrors.Check(parsed, tree);
        return parsed.CommandResult.Command is CliCommand command ? command.Run(parsed, around) : ExitCodes.Usage;
    }

    private static int Report(Surroundings around, int code, string error, string hint)
    {
        around.Error.WriteLine($"cplane: {PlainText.Of(error)}");
        if (hint.Length > 0)
        {
            around.Error.WriteLine($"  hint: {PlainText.Of(hint)}");
        }

        return code;
    }
}
