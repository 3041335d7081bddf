using System.Globalization;
using System.Text;

namespace ControlPlane.Node.Logging.Lines;

/// <summary>
/// Makes foreign text safe to stand in a log: nobody can forge a line of somebody else, or steer the terminal of
/// whoever reads it. Control characters become <c>\u001b</c> and the like (a tab stays); what follows a line break is
/// indented.
/// </summary>
internal static class LineText
{
    /// <summary>Longest message that is written, in UTF-16 units; the rest is cut, and the line says so.</summary>
    public const int MaxLength = 64 * 1024;

    /// <summary>What each further line of one message begins with.</summary>
    public const string Indent = "    ";

    /// <summary>Appends the text; its line breaks stay, and each is followed by <see cref="Indent"/>.</summary>
    public static void AppendLines(StringBuilder to, string text) => Append(to, text, "\n" + Indent);

    /// <summary>Appends the text as one line; its line breaks become the two characters <c>\n</c>.</summary>
    public static void AppendLine(StringBuilder to, string text) => Append(to, text, "\\n");

    private static void Append(StringBuilder to, string text, string lineBreak)
    {
        var rest = text.AsSpan(0, CutAt(text)).TrimEnd("\r\n");
        while (true)
        {
            var special = rest.IndexOfAny(Specials);
            if (special < 0)
            {
                break;
            }

            to.Append(rest[..special]);
            var width = AppendSpecial(to, rest[special..], lineBreak);
            rest = rest[(special + width)..];
        }

        to.Append(rest);
        if (text.Length > MaxLength)
        {
            to.Append(CultureInfo.InvariantCulture, $" [cut, {text.Length - CutAt(text)} more characters]");
        }
    }

    private static int AppendSpecial(StringBuilder to, ReadOnlySpan<char> rest, string lineBreak)
    {
        switch (rest)
        {
            case ['\r', '\n', ..]:
                to.Append(lineBreak);
                return 2;
            case ['\n', ..]:
                to.Append(lineBreak);
                return 1;
            default:
                to.Append(CultureInfo.InvariantCulture, $"\\u{(int)rest[0]:x4}");
                return 1;
        }
    }

    private static int CutAt(string text)
    {
        if (text.Length <= MaxLength)
        {
            return text.Length;
        }

        return char.IsHighSurrogate(text[MaxLength - 1]) ? MaxLength - 1 : MaxLength;
    }

    // Control characters of both sets (Unicode category Cc) but the tab, and the two separators that some viewers
    // break at.
    private static readonly System.Buffers.SearchValues<char> Specials = System.Buffers.SearchValues.Create(
        [.. Enumerable.Range(0, 0xa0).Select(code => (char)code).Where(c => char.IsControl(c) && c != '\t'),
            '\u2028', '\u2029']);
}
