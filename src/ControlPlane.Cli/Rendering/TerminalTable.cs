using System.Runtime.CompilerServices;
using Spectre.Console;

namespace ControlPlane.Cli.Rendering;

/// <summary>
/// A table with colours on a terminal. The only user of Spectre.Console, so that pipes never load it.
/// </summary>
internal static class TerminalTable
{
    // A terminal that does not know its width says 0.
    private const int Narrowest = 20;
    private const int Unknown = 120;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Write(Table table, Surroundings around)
    {
        // Everything is said, so that nothing is found out: that takes longer than the table itself.
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            ColorSystem = ColorSystemSupport.Standard,
            Interactive = InteractionSupport.No,
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
            EnvironmentVariables = [],
            Out = new TerminalOutput(around.Out, around.Width() is >= Narrowest and var width ? width : Unknown),
        });
        console.Profile.Capabilities.Unicode = true;
        console.Write(Rendered(table));
    }

    private static Spectre.Console.Table Rendered(Table table)
    {
        var rendered = new Spectre.Console.Table { Border = TableBorder.Rounded, BorderStyle = new Style(Color.Grey) };
        for (var i = 0; i < table.Columns.Count; i++)
        {
            // Only the last column is prose, or a list.
            var heading = new Text(table.Columns[i], new Style(decoration: Decoration.Bold));
            rendered.AddColumn(new TableColumn(heading) { NoWrap = i < table.Columns.Count - 1 });
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
