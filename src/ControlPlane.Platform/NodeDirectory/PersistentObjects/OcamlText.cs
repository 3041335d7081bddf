using System.Globalization;
using System.Text;

namespace ControlPlane.Platform.NodeDirectory.PersistentObjects;

/// <summary>String literals of OCaml (its manual, lexical conventions), as its formats %S write and read
/// them.</summary>
internal static class OcamlText
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>With quotes; only printable ASCII.</summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (var letter in Encoding.UTF8.GetBytes(text))
        {
            _ = letter switch
            {
                (byte)'"' or (byte)'\\' => quoted.Append('\\').Append((char)letter),
                (byte)'\n' => quoted.Append("\\n"),
                (byte)'\t' => quoted.Append("\\t"),
                (byte)'\r' => quoted.Append("\\r"),
                (byte)'\b' => quoted.Append("\\b"),
                >= 0x20 and < 0x7f => quoted.Append((char)letter),
                _ => quoted.Append('\\').Append(letter.ToString("D3", CultureInfo.InvariantCulture)),
            };
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>Null: it is no literal, or not UTF-8 behind its escapes.</summary>
    public static string? Unquote(ReadOnlySpan<char> literal)
    {
        if (literal.Length < 2 || literal[0] != '"' || literal[^1] != '"')
        {
            return null;
        }

        var inside = literal[1..^1];
        var bytes = new List<byte>(inside.Length);
        while (!inside.IsEmpty)
        {
            var length = inside[0] == '\\' ? Escape(inside, bytes) : Plain(inside, bytes);
            if (length == 0)
            {
                return null;
            }

            inside = inside[length..];
        }

        try
        {
            return StrictUtf8.GetString([.. bytes]);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    // A quote inside would have ended it. Letters beyond ASCII were read as UTF-8, and are that again here.
    private static int Plain(ReadOnlySpan<char> text, List<byte> bytes)
    {
        var length = char.IsHighSurrogate(text[0]) && text.Length > 1 ? 2 : 1;
        if (text[0] == '"')
        {
            return 0;
        }

        bytes.AddRange(Encoding.UTF8.GetBytes(text[..length].ToString()));
        return length;
    }

    private static int Escape(ReadOnlySpan<char> text, List<byte> bytes)
    {
        if (text.Length < 2)
        {
            return 0;
        }

        int? single = text[1] switch
        {
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            'b' => '\b',
            '\\' or '"' or '\'' or ' ' => text[1],
            _ => null,
        };
        if (single is { } letter)
        {
            bytes.Add((byte)letter);
            return 2;
        }

        return text[1] switch
        {
            'x' => Number(text, 2, 2, 16, bytes),
            'o' => Number(text, 2, 3, 8, bytes),
            _ => Number(text, 1, 3, 10, bytes),
        };
    }

    private static int Number(ReadOnlySpan<char> text, int from, int digits, int radix, List<byte> bytes)
    {
        if (text.Length < from + digits)
        {
            return 0;
        }

        var value = 0;
        foreach (var digit in text.Slice(from, digits))
        {
            var number = char.IsAsciiHexDigit(digit) ? Convert.ToInt32(digit.ToString(), 16) : radix;
            if (number >= radix)
            {
                return 0;
            }

            value = (value * radix) + number;
        }

        if (value > byte.MaxValue)
        {
            return 0;
        }

        bytes.Add((byte)value);
        return from + digits;
    }
}
