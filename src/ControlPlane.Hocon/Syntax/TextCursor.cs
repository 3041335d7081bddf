namespace ControlPlane.Hocon.Syntax;

/// <summary>A place in a text that knows its line and column.</summary>
internal sealed class TextCursor(string text, string origin)
{
    public int Index { get; private set; }

    public int Line { get; private set; } = 1;

    public int Column { get; private set; } = 1;

    public bool AtEnd => Index >= text.Length;

    /// <summary>The character here; NUL at the end (ask <see cref="AtEnd"/> where NUL could be text).</summary>
    public char Current => Peek(0);

    public SourcePosition Here => Position(Line, Column);

    public char Peek(int ahead) => Index + ahead < text.Length ? text[Index + ahead] : '\0';

    public bool StartsWith(string what) => string.CompareOrdinal(text, Index, what, 0, what.Length) == 0;

    public string TextFrom(int start) => text[start..Index];

    public SourcePosition Position(int line, int column) => new(origin, line, column);

    public void Advance()
    {
        var c = text[Index++];
        if (c == '\n')
        {
            Line++;
            Column = 1;
        }
        else if (!char.IsLowSurrogate(c))
        {
            Column++;
        }
    }

    public void Advance(int count)
    {
        while (count-- > 0)
        {
            Advance();
        }
    }
}
