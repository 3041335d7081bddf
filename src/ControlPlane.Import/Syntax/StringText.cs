using System.Globalization;
using System.Text;

namespace ControlPlane.Import.Syntax;

/// <summary>
/// Strings as OCaml writes them. They are bytes there (<c>\ddd</c>, <c>\xhh</c>, <c>\o377</c>), so they are put
/// together as bytes, which have to make up UTF-8.
/// </summary>
internal static class StringText
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>Reads from the opening quote to behind the closing one.</summary>
    public static string Read(TextCursor cursor)
    {
        var opening = cursor.Position;
        var bytes = new List<byte>();
        cursor.Take();
        while (!cursor.AtEnd && cursor.Here != '"')
        {
            if (cursor.Here == '\\')
            {
                Escape(cursor, bytes);
            }
            else
            {
                var plain = cursor.TakeWhile(c => c is not ('"' or '\\'));
                bytes.AddRange(Encoding.UTF8.GetBytes(plain));
            }
        }

        if (cursor.AtEnd)
        {
            throw NetplexException.At(opening, "this string has no end; expected a closing quote");
        }

        cursor.Take();
        try
        {
            return Strict.GetString([.. bytes]);
        }
        catch (DecoderFallbackException)
        {
            throw NetplexException.At(opening, "the bytes of this string are not UTF-8; write them as UTF-8");
        }
    }

    private static void Escape(TextCursor cursor, List<byte> bytes)
    {
        var at = cursor.Position;
        cursor.Take();
        switch (cursor.Here)
        {
            case '\r' when cursor.Peek(1) == '\n':
            case '\n':
                cursor.Skip(cursor.Here == '\r' ? 2 : 1);
                cursor.TakeWhile(c => c is ' ' or '\t');
                return;
            case >= '0' and <= '9':
                bytes.Add(Number(cursor, at, 3, 10));
                return;
            case 'x':
                cursor.Take();
                bytes.Add(Number(cursor, at, 2, 16));
                return;
            case 'o':
                cursor.Take();
                bytes.Add(Number(cursor, at, 3, 8));
                return;
            case 'u':
                cursor.Take();
                bytes.AddRange(Encoding.UTF8.GetBytes(Rune(cursor, at).ToString()));
                return;
        }

        bytes.Add(cursor.Here switch
        {
            'n' => (byte)'\n',
            't' => (byte)'\t',
            'r' => (byte)'\r',
            'b' => (byte)'\b',
            '\\' or '"' or '\'' or ' ' => (byte)cursor.Here,
            _ => throw Bad(at),
        });
        cursor.Take();
    }

    private static byte Number(TextCursor cursor, NetplexPosition at, int digits, int radix)
    {
        var value = 0;
        for (var i = 0; i < digits; i++)
        {
            var digit = Digit(cursor.Here);
            if (digit >= radix)
            {
                throw Bad(at);
            }

            value = (value * radix) + digit;
            cursor.Take();
        }

        return value <= byte.MaxValue ? (byte)value : throw Bad(at);
    }

    private static Rune Rune(TextCursor cursor, NetplexPosition at)
    {
        if (cursor.Here != '{')
        {
            throw Bad(at);
        }

        cursor.Take();
        var digits = cursor.TakeWhile(char.IsAsciiHexDigit);
        if (digits.Length is 0 or > 6 || cursor.Here != '}'
            || !System.Text.Rune.TryCreate(
                int.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture), out var rune))
        {
            throw Bad(at);
        }

        cursor.Take();
        return rune;
    }

    private static int Digit(char c) => c switch
    {
        >= '0' and <= '9' => c - '0',
        >= 'a' and <= 'f' => c - 'a' + 10,
        >= 'A' and <= 'F' => c - 'A' + 10,
        _ => int.MaxValue,
    };

    private static NetplexException Bad(NetplexPosition at) => NetplexException.At(
        at, "this is no escape of a string; expected "
        + @"\n \t \r \b \\ \"" \' \ddd (decimal, to 255) \xhh \o and three octal digits (to 377) \u{hhhh}, "
        + "or a backslash at the end of a line");
}
