using System.Runtime.CompilerServices;
using Spectre.Console;

namespace ControlPlane.Cli.Rendering;

/// <summary>A table with colours on a terminal. The only user of Spectre.Console, so that pipes never load it.</summary>
internal static class TerminalTable
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Write(Table table, Surroundings around)
    {
        // Everything is said, so that nothing is found out: the enrichers start processes and read the terminal database.
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            ColorSystem = ColorSystemSupport.Standard,
            Interactive = InteractionSupport.No,
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
            Out = new AnsiConsoleOutput(around.Out),
        });
        console.Profile.Width = Math.Max(around.Width(), 40);
        console.Profile.Capabilities.Unicode = true;
        console.Write(Rendered(table));
    }

    private static Spectre.Console.Table Rendered(Table table)
    {
        var rendered = new Spectre.Console.Table { Border = TableBorder.Rounded, BorderStyle = new Style(Color.Grey) };
        foreach (var column in table.Columns)
        {
            rendered.AddColumn(new TableColumn(new Text(column, new Style(decoration: Decoration.Bold))));
        }

        foreach (var row in table.Rows)
        {
            // Text, not markup: brackets in what the node says mean nothing.
            rendered.AddRow(row.Select(cell => new Text(PlainText.Of(cell.Text), StyleOf(cell.Tone))));
        }

        return rendered;
    }

    private static Style StyleOf(Tone tone) => tone switch
    {
        Tone.Good => new Style(Color.Green),
        Tone.Attention => new Style(Color.Yellow),
        Tone.Bad => new Style(Color.Red),
        Tone.Faint => new Style(Color.Grey),
        _ => Style.Plain,
    };
}
