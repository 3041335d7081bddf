namespace ControlPlane.Cli.Help;

/// <summary>All commands as a Markdown table: the one in the README is a copy that a test compares.</summary>
internal static class CommandTable
{
    public static string Markdown(CommandTree tree)
    {
        var lines = new List<string> { "| command | what it does |", "|---|---|" };
        foreach (var command in tree.All)
        {
            if (!command.Hidden)
            {
                lines.Add($"| `{Escaped(command.Usage)}` | {Escaped(command.Description!)} |");
            }
        }

        return string.Concat(lines.Select(line => line + "\n"));
    }

    private static string Escaped(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
