using System.Text;
using ControlPlane.Hocon.Syntax;

namespace ControlPlane.Hocon.Includes;

/// <summary>
/// The line format of Java properties: comments with <c>#</c> or <c>!</c>, a key up to <c>=</c>, <c>:</c> or white
/// space, lines that go on after a backslash, and escapes (java.util.Properties.load).
/// </summary>
internal sealed class PropertiesText
{
    private readonly TextCursor _cursor;

    private PropertiesText(string text, string origin) => _cursor = new TextCursor(text, origin);

    public static List<Entry> Read(string text, string origin)
    {
        var reader = new PropertiesText(text, origin);
        var entries = new List<Entry>();
        if (reader._cursor.Current == '\uFEFF')
        {
            reader._cursor.Advance();
        }

        while (reader.SkipToEntry())
        {
            entries.Add(reader.ReadEntry());
        }

        return entries;
    }

    private bool AtLineEnd => _cursor.AtEnd || _cursor.Current is '\n' or '\r';

    private bool AtBlank => !_cursor.AtEnd && _cursor.Current is ' ' or '\t' or '\f';

    private bool SkipToEntry()
    {
        while (!_cursor.AtEnd)
        {
            if (_cursor.Current is '#' or '!')
            {
                while (!AtLineEnd)
                {
                    _cursor.Advance();
                }
            }
            else if (!AtBlank && !AtLineEnd)
            {
                return true;
            }
            else
            {
                _cursor.Advance();
            }
        }

        return false;
    }

    private Entry ReadEntry()
    {
        var at = _cursor.Here;
        var key = new StringBuilder();
        while (!AtLineEnd && !AtBlank && _cursor.Current is not ('=' or ':'))
        {
            ReadCharacter(key);
        }

        SkipBlanks();
        if (_cursor.Current is '=' or ':')
        {
            _cursor.Advance();
            SkipBlanks();
        }

        var valueAt = _cursor.Here;
        var value = new StringBuilder();
        while (!AtLineEnd)
        {
            ReadCharacter(value);
        }

        return new Entry(at, key.ToString(), valueAt, value.ToString());
    }

    /// <summary>One character, an escape, or nothing for a line that goes on.</summary>
    private void ReadCharacter(StringBuilder text)
    {
        var at = _cursor.Here;
        var c = _cursor.Current;
        _cursor.Advance();
        if (c != '\\')
        {
            text.Append(c);
        }
        else if (AtLineEnd)
        {
            SkipLineEnd();
        }
        else
        {
            c = _cursor.Current;
            _cursor.Advance();
            text.Append(c switch
            {
                't' => '\t',
                'n' => '\n',
                'r' => '\r',
                'f' => '\f',
                'u' => StringLiteral.ReadHexadecimal(_cursor, at),
                _ => c,
            });
        }
    }

    private void SkipLineEnd()
    {
        if (_cursor.Current == '\r')
        {
            _cursor.Advance();
        }

        if (_cursor.Current == '\n')
        {
            _cursor.Advance();
        }

        SkipBlanks();
    }

    private void SkipBlanks()
    {
        while (AtBlank)
        {
            _cursor.Advance();
        }
    }

    internal readonly record struct Entry(SourcePosition At, string Key, SourcePosition ValueAt, string Value);
}
