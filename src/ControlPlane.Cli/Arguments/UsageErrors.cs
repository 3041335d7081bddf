using System.CommandLine;
using System.CommandLine.Parsing;
using ControlPlane.Cli.Commands;
using ControlPlane.Contracts.Admin;

namespace ControlPlane.Cli.Arguments;

/// <summary>Says what is wrong with a command line, and what was probably meant.</summary>
internal static class UsageErrors
{
    /// <summary>Throws <see cref="CliException"/> (usage) for the first thing that is wrong.</summary>
    public static void Check(ParseResult parsed, CommandTree tree)
    {
        if (UnknownOption(parsed) is { } option)
        {
            throw Unknown("option", option, OptionsOf(parsed, tree), HelpOf(parsed));
        }

        if (parsed.CommandResult.Command is not CliCommand command)
        {
            var visible = tree.All.Where(known => !known.Hidden).Select(known => known.Name);
            throw parsed.UnmatchedTokens is [var typed, ..]
                ? Unknown("command", typed, visible, "cplane --help shows all commands")
                : new CliException(ExitCodes.Usage, "no command is given", "cplane --help shows all commands");
        }

        var usage = $"cplane {command.Usage}; more: {HelpOf(parsed)}";
        if (parsed.UnmatchedTokens is [var unexpected, ..])
        {
            throw new CliException(ExitCodes.Usage, $"unexpected argument [{unexpected}]", usage);
        }

        if (parsed.Errors is [var error, ..])
        {
            throw new CliException(ExitCodes.Usage, Text(error, command), usage);
        }
    }

    private static CliException Unknown(string what, string typed, IEnumerable<string> known, string help) => new(
        ExitCodes.Usage,
        $"unknown {what} [{typed}]",
        NearestName.Of(typed, known) is { } meant ? $"did you mean {meant}? {help}" : help);

    // The parser gives what looks like an option, and is none, to the next argument that is free.
    private static string? UnknownOption(ParseResult parsed) => parsed.Tokens
        .TakeWhile(token => token.Type != TokenType.DoubleDash)
        .Where(token => token.Type == TokenType.Argument && token.Value is ['-', _, ..])
        .Select(token => token.Value)
        .FirstOrDefault(value => !char.IsAsciiDigit(value[1]));

    private static IEnumerable<string> OptionsOf(ParseResult parsed, CommandTree tree) =>
        parsed.CommandResult.Command.Options.Concat(tree.Root.Options).Select(option => option.Name);

    private static string HelpOf(ParseResult parsed) => parsed.CommandResult.Command is CliCommand command
        ? $"cplane {command.Name} --help"
        : "cplane --help";

    private static string Text(ParseError error, CliCommand command) => error.SymbolResult switch
    {
        ArgumentResult { Tokens.Count: 0, Parent: CommandResult } missing =>
            $"{command.Name} needs {missing.Argument.Name}",
        OptionResult { Tokens.Count: 0 } option => $"{option.Option.Name} needs a value",
        OptionResult { Tokens.Count: > 1 } option => $"{option.Option.Name} is given more than once",
        _ => error.Message,
    };
}
