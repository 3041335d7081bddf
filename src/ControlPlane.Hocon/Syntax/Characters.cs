using System.Globalization;

namespace ControlPlane.Hocon.Syntax;

/// <summary>The character classes of the HOCON specification.</summary>
internal static class Characters
{
    /// <summary>Forbidden in unquoted strings; white space and <c>//</c> end them too.</summary>
    public const string Reserved = "$\"{}[]:=,+#`^?!@*&\\";

    /// <summary>All Unicode separators, the byte order mark, tab to carriage return, U+001C to U+001F.</summary>
    public static bool IsWhitespace(char c) => c switch
    {
        <= ' ' => c is ' ' or (>= '\t' and <= '\r') or (>= '\u001C' and <= '\u001F'),
        < '\u00A0' => false,
        '\uFEFF' => true,
        _ => char.GetUnicodeCategory(c) is UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator,
    };

    public static bool IsReserved(char c) => Reserved.Contains(c);

    /// <summary>A character as an error text shows it.</summary>
    public static string Shown(char c) =>
        char.IsControl(c) || char.IsSurrogate(c) || IsWhitespace(c) ? $"U+{(int)c:X4}" : c.ToString();
}
