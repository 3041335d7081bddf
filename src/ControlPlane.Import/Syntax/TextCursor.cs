namespace ControlPlane.Import.Syntax;

/// <summary>Walks through a text and knows line and column of where it is.</summary>
internal sealed class TextCursor(string text, string file)
{
    private int _line = 1;
    private int _column = 1;

    public string Text => text;

    public int Index { get; private set; }

    public int Line => _line;

    public bool AtEnd => Index >= text.Length;

    /// <summary>The character here; a zero byte behind the end.</summary>
    public char Here => Peek(0);

    public NetplexPosition Position => new(file, _line, _column);

    public char Peek(int ahead) => Index + ahead < text.Length ? text[Index + ahead] : '\0';

    public bool Sees(string what) => string.CompareOrdinal(text, Index, what, 0, what.Length) == 0;

    public char Take()
    {
        var taken = text[Index++];
        if (taken == '\n')
        {
            _line++;
            _column = 1;
        }
        else if (!char.IsLowSurrogate(taken))
        {
            _column++;
        }

        return taken;
    }

    public void Skip(int count)
    {
        for (var i = 0; i < count; i++)
        {
            Take();
        }
    }

    public string TakeWhile(Func<char, bool> belongs)
    {
        var start = Index;
        while (!AtEnd && belongs(Here))
        {
            Take();
        }

        return text[start..Index];
    }
}
