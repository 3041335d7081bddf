namespace ControlPlane.Cli.Rendering;

/// <summary>Fixed columns, two spaces apart, no colours, no boxes: for pipes and scripts.</summary>
internal static class PlainTable
{
    public static void Write(Table table, TextWriter to)
    {
        var lines = new List<string[]> { table.Columns.ToArray() };
        foreach (var row in table.Rows)
        {
            lines.Add(Array.ConvertAll(row, Text));
        }

        var widths = new int[table.Columns.Count];
        foreach (var line in lines)
        {
            for (var i = 0; i < widths.Length; i++)
            {
                widths[i] = Math.Max(widths[i], line[i].Length);
            }
        }

        foreach (var line in lines)
        {
            for (var i = 0; i < widths.Length - 1; i++)
            {
                to.Write(line[i].PadRight(widths[i] + 2));
            }

            to.WriteLine(line[^1]);
        }
    }

    // An empty cell would shift the columns of whoever splits at blanks.
    private static string Text(Cell cell) => cell.Text.Length == 0 ? "-" : PlainText.Of(cell.Text);
}
