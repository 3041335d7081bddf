namespace ControlPlane.Cli.Rendering;

/// <summary>How a cell is meant; colours on a terminal, nothing elsewhere.</summary>
internal enum Tone
{
    Plain,
    Good,
    Attention,
    Bad,
    Faint,
}

/// <summary>One cell, as the node sent it.</summary>
internal sealed record Cell(string Text, Tone Tone = Tone.Plain)
{
    public static implicit operator Cell(string text) => new(text);
}

/// <summary>What a command shows: one line of capitals, then a line each.</summary>
internal sealed record Table(IReadOnlyList<string> Columns, IReadOnlyList<Cell[]> Rows)
{
    /// <summary>As a table with colours for people, or in fixed columns for everything else.</summary>
    public void Write(Surroundings around)
    {
        if (around.IsTerminal)
        {
            TerminalTable.Write(this, around);
        }
        else
        {
            PlainTable.Write(this, around.Out);
        }
    }
}
