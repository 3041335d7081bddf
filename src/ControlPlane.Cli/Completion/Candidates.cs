using System.CommandLine;
using ControlPlane.Cli.Arguments;
using ControlPlane.Cli.Commands;

namespace ControlPlane.Cli.Completion;

/// <summary>
/// What may stand in the place of the last word of a command line, found in the definitions of the commands.
/// </summary>
internal static class Candidates
{
    /// <param name="tree">All commands.</param>
    /// <param name="words">
    /// The words after <c>cplane</c>; the last one is what is being typed, and may be empty.
    /// </param>
    /// <param name="names">Asked only where a service or a node may stand.</param>
    public static IEnumerable<string> Of(CommandTree tree, IReadOnlyList<string> words, LiveNames names)
    {
        var typed = words.Count == 0 ? "" : words[^1];
        var before = words.Take(words.Count - 1).SelectMany(NameAndValue).ToArray();
        return All(tree, before, typed, names)
            .Where(candidate => candidate.StartsWith(typed, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
    }

    // --sockdir=DIR is one word in zsh, and three in bash, the second one being the equals sign.
    private static IEnumerable<string> NameAndValue(string word) =>
        word.StartsWith("--", StringComparison.Ordinal) ? word.Split('=', 2) : word == "=" ? [] : [word];

    private static IEnumerable<string> All(CommandTree tree, string[] before, string typed, LiveNames names)
    {
        var line = Line.Read(tree, before);
        if (line.OpenOption is { } option)
        {
            return ValuesOf(option, names, line.SocketDirectory);
        }

        if (line is { Command: null, Arguments: > 0 })
        {
            return [];   // A command that there is not.
        }

        if (typed.StartsWith('-'))
        {
            IEnumerable<Option> own = line.Command is null ? [] : line.Command.Options;
            return own.Concat(tree.Root.Options)
                .Where(option => line.Command is null || option.Name != "--version")
                .SelectMany(option => option.Aliases.Append(option.Name));
        }

        if (line.Command is null)
        {
            return tree.All.Where(command => !command.Hidden).Select(command => command.Name);
        }

        return line.Command.Arguments.ElementAtOrDefault(line.Arguments) switch
        {
            ServiceArgument => names.Services(line.SocketDirectory),
            NodeArgument => names.Nodes(line.SocketDirectory),
            { Name: "SHELL" } => ["bash", "zsh"],
            { Name: SendCommand.NameArgument } => SendCommand.BuiltIn,
            _ => [],   // Files are the shell's to complete.
        };
    }

    private static IReadOnlyList<string> ValuesOf(
        Option option, LiveNames names, string? elsewhere) => option.Name switch
    {
        "--output" => ["json", "table"],
        SharedOptions.NodeOption => names.Nodes(elsewhere),
        _ => [],
    };

    /// <summary>What the words before the typed one have settled.</summary>
    private sealed record Line(CliCommand? Command, int Arguments, Option? OpenOption, string? SocketDirectory)
    {
        public static Line Read(CommandTree tree, string[] before)
        {
            var line = new Line(null, 0, null, null);
            foreach (var word in before)
            {
                line = line.With(tree, word);
            }

            return line;
        }

        private Line With(CommandTree tree, string word)
        {
            if (OpenOption is { } open)
            {
                return this with
                {
                    OpenOption = null,
                    SocketDirectory = open == tree.Shared.SocketDirectory ? word : SocketDirectory,
                };
            }

            if (word.StartsWith('-'))
            {
                return this with { OpenOption = TakingValue(tree, word) };
            }

            return Command is null && tree.All.FirstOrDefault(known => known.Name == word) is { } command
                ? this with { Command = command }
                : this with { Arguments = Arguments + 1 };
        }

        private Option? TakingValue(CommandTree tree, string word) =>
            (Command?.Options ?? []).Concat(tree.Root.Options).FirstOrDefault(
                option => option.HelpName is not null && (option.Name == word || option.Aliases.Contains(word)));
    }
}
