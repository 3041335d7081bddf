using System.Buffers;
using System.Globalization;
using System.Text;

namespace ControlPlane.Platform.Workers.Output;

/// <summary>
/// Makes a line of a worker safe to write anywhere: UTF-8 with replacement characters, and nothing left that could
/// begin another line, move a cursor, or turn text round. Tabs stay; other control characters are shown as
/// <c>\x1b</c>, bidirectional and line separators as <c>\u202e</c>.
/// </summary>
internal static class LineText
{
    private const string CutMark = " [cut: longer than 8 KiB]";

    private static readonly SearchValues<char> Harmful = SearchValues.Create(HarmfulCharacters());

    public static string Of(ReadOnlySpan<byte> line, bool cut)
    {
        if (!cut && line.EndsWith("\r"u8))
        {
            line = line[..^1];
        }

        var text = Encoding.UTF8.GetString(cut ? line[..^Torn(line)] : line);
        if (text.AsSpan().ContainsAny(Harmful))
        {
            text = Escape(text);
        }

        return cut || text.Length > OutputLimits.LongestLine ? Cut(text) : text;
    }

    private static string Cut(string text)
    {
        var length = Math.Min(text.Length, OutputLimits.LongestLine - CutMark.Length);
        length -= length > 0 && char.IsHighSurrogate(text[length - 1]) ? 1 : 0;
        return string.Concat(text.AsSpan(0, length), CutMark);
    }

    /// <summary>Bytes at the end that are the beginning of a longer character.</summary>
    private static int Torn(ReadOnlySpan<byte> line)
    {
        for (var back = 1; back <= Math.Min(3, line.Length); back++)
        {
            var lead = line[^back];
            if (lead >= 0xC0)
            {
                var needs = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
                return back < needs ? back : 0;
            }

            if (lead < 0x80)
            {
                return 0;
            }
        }

        return 0;
    }

    private static string Escape(string text)
    {
        var result = new StringBuilder(text.Length + 16);
        foreach (var c in text)
        {
            if (!Harmful.Contains(c))
            {
                result.Append(c);
            }
            else if (c <= '\xff')
            {
                result.Append(CultureInfo.InvariantCulture, $"\\x{(int)c:x2}");
            }
            else
            {
                result.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            }
        }

        return result.ToString();
    }

    private static char[] HarmfulCharacters() =>
    [
        .. Range(0, 0x1F).Where(c => c != '\t'), .. Range(0x7F, 0x9F), .. Range(0x200E, 0x200F),
        .. Range(0x2028, 0x202E), .. Range(0x2066, 0x2069), '\uFEFF',
    ];

    private static IEnumerable<char> Range(int first, int last) =>
        Enumerable.Range(first, last - first + 1).Select(c => (char)c);
}
