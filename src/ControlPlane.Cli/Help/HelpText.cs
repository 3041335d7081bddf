using System.CommandLine;
using System.Globalization;
using ControlPlane.Cli.Commands;

namespace ControlPlane.Cli.Help;

/// <summary>Writes help: of all commands, or of one with its arguments, options, examples and exit codes.</summary>
internal static class HelpText
{
    private const int Column = 24;
    private const int Width = 96;

    public static void Write(TextWriter to, CommandTree tree, CliCommand? command)
    {
        if (command is null)
        {
            WriteAll(to, tree);
        }
        else
        {
            WriteOne(to, tree, command);
        }
    }

    private static void WriteAll(TextWriter to, CommandTree tree)
    {
        to.WriteLine($"cplane {ShowVersion.Version}: {tree.Root.Description}");
        Section(to, "Usage", ["cplane COMMAND [ARGUMENTS] [OPTIONS]"]);
        Rows(to, "Commands", tree.All.Where(command => !command.Hidden)
            .Select(command => (command.Usage, command.Description!)));
        Rows(to, "Options of every command", tree.Root.Options.Select(Row));
        Section(to, "Start here",
        [
            "cplane run hocon/quickstart.conf     # a node, in the foreground",
            "cplane list                          # from another terminal",
            "cplane COMMAND --help                # arguments, examples and exit codes of a command",
        ]);
    }

    private static void WriteOne(TextWriter to, CommandTree tree, CliCommand command)
    {
        to.WriteLine(command.Description);
        if (command.Details.Length > 0)
        {
            to.WriteLine();
            to.WriteLine(command.Details.ReplaceLineEndings("\n"));
        }

        Section(to, "Usage", [$"cplane {command.Usage} [OPTIONS]"]);
        Rows(to, "Arguments", command.Arguments.Select(argument => (argument.Name, argument.Description ?? "")));
        Rows(to, "Options", command.Options.Concat(tree.Root.Options)
            .Where(option => option.Name != "--version").Select(Row));
        Section(to, "Examples", command.Examples);
        Rows(to, "Exit codes", command.Exits
            .Select(code => (code.ToString(CultureInfo.InvariantCulture), ExitCodeText.Of(code))));
    }

    private static (string, string) Row(Option option)
    {
        var names = string.Join(", ", option.Aliases.Order(StringComparer.Ordinal).Append(option.Name));
        return (option.HelpName is { } value ? $"{names} {value}" : names, option.Description ?? "");
    }

    private static void Section(TextWriter to, string title, IEnumerable<string> lines)
    {
        to.WriteLine();
        to.WriteLine($"{title}:");
        foreach (var line in lines)
        {
            to.WriteLine($"  {line}");
        }
    }

    private static void Rows(TextWriter to, string title, IEnumerable<(string Left, string Right)> rows)
    {
        var all = rows.ToArray();
        if (all.Length > 0)
        {
            var column = Math.Max(Column, all.Max(row => row.Left.Length) + 2);
            Section(to, title, all.SelectMany(row => Wrapped(row.Left, row.Right, column)));
        }
    }

    private static IEnumerable<string> Wrapped(string left, string right, int column)
    {
        var line = left.PadRight(column);
        foreach (var word in right.Split(' '))
        {
            if (line.Length + word.Length > Width)
            {
                yield return line.TrimEnd();
                line = new string(' ', column);
            }

            line += word + " ";
        }

        yield return line.TrimEnd();
    }
}
