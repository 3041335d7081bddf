using System.Globalization;
using System.Text;

namespace ControlPlane.Hocon.Syntax;

/// <summary>Reads quoted strings (as in JSON) and triple-quoted ones; the cursor stands on the opening quote.</summary>
internal static class StringLiteral
{
    public static string ReadQuoted(TextCursor cursor)
    {
        var opening = cursor.Here;
        var value = new StringBuilder();
        cursor.Advance();
        while (true)
        {
            if (cursor.AtEnd)
            {
                throw HoconException.At(opening, "a quoted string is not closed; add the closing [\"]");
            }

            var c = cursor.Current;
            if (c == '"')
            {
                cursor.Advance();
                return value.ToString();
            }

            if (c < ' ')
            {
                throw BadControl(cursor, opening, c);
            }

            if (c == '\\')
            {
                value.Append(ReadEscape(cursor));
            }
            else
            {
                value.Append(c);
                cursor.Advance();
            }
        }
    }

    /// <summary>Everything up to the last of three or more quotes in a row, unchanged.</summary>
    public static string ReadTripleQuoted(TextCursor cursor)
    {
        var opening = cursor.Here;
        cursor.Advance(3);
        var start = cursor.Index;
        while (!cursor.StartsWith("\"\"\""))
        {
            if (cursor.AtEnd)
            {
                throw HoconException.At(opening, "a triple-quoted string is not closed; add the closing [\"\"\"]");
            }

            cursor.Advance();
        }

        cursor.Advance(3);
        while (cursor.Current == '"')
        {
            cursor.Advance();
        }

        return cursor.TextFrom(start)[..^3];
    }

    private static char ReadEscape(TextCursor cursor)
    {
        var at = cursor.Here;
        cursor.Advance();
        var c = cursor.Current;
        if (c == 'u')
        {
            cursor.Advance();
            return ReadHexadecimal(cursor, at);
        }

        var meant = c switch
        {
            '"' or '\\' or '/' => c,
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            _ => throw HoconException.At(at, cursor.AtEnd
                ? "the text ends inside an escape; a quoted string is not closed"
                : $"[\\{Characters.Shown(c)}] is not an escape; allowed are " +
                  "\\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\uXXXX. Write \\\\ for a backslash"),
        };
        cursor.Advance();
        return meant;
    }

    /// <summary>The four digits of an escape that began <paramref name="at"/>.</summary>
    public static char ReadHexadecimal(TextCursor cursor, SourcePosition at)
    {
        var code = 0;
        for (var digit = 0; digit < 4; digit++)
        {
            if (!char.IsAsciiHexDigit(cursor.Current))
            {
                throw HoconException.At(at, "[\\u] needs four hexadecimal digits, as in \\u00e9");
            }

            code = (code << 4) + int.Parse([cursor.Current], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            cursor.Advance();
        }

        return (char)code;
    }

    private static HoconException BadControl(TextCursor cursor, SourcePosition opening, char c) => c is '\n' or '\r'
        ? HoconException.At(opening, "a quoted string is not closed on its line; add the closing [\"], " +
            "or use \"\"\" for a string of several lines")
        : HoconException.At(cursor.Here, $"the control character U+{(int)c:X4} is not allowed in a quoted string; " +
            $"write \\u{(int)c:x4}");
}
