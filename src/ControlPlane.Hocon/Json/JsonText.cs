using System.Globalization;
using System.Text;

namespace ControlPlane.Hocon.Json;

/// <summary>
/// Strings as JSON writes them. Escaped are quotes, backslashes, lone surrogates, and what cannot be seen.
/// </summary>
internal static class JsonText
{
    public static string Quote(string value)
    {
        var text = new StringBuilder(value.Length + 2);
        Append(text, value);
        return text.ToString();
    }

    public static void Append(StringBuilder text, string value)
    {
        text.Append('"');
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            if (i + 1 < value.Length && char.IsSurrogatePair(c, value[i + 1]))
            {
                text.Append(c).Append(value[++i]);
            }
            else if (NeedsCode(c))
            {
                text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            }
            else
            {
                _ = c switch
                {
                    '"' => text.Append("\\\""),
                    '\\' => text.Append("\\\\"),
                    '\n' => text.Append("\\n"),
                    '\r' => text.Append("\\r"),
                    '\t' => text.Append("\\t"),
                    _ => text.Append(c),
                };
            }
        }

        text.Append('"');
    }

    private static bool NeedsCode(char c) =>
        (c < ' ' && c is not ('\n' or '\r' or '\t')) || char.IsSurrogate(c)
        || c is '\u007F' or '\u2028' or '\u2029' or '\uFEFF';
}
