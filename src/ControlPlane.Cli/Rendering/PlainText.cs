using System.Globalization;
using System.Text;

namespace ControlPlane.Cli.Rendering;

/// <summary>
/// Text from outside, made safe to print: what a worker says of itself must not move the cursor or colour the screen
/// of whoever looks at it.
/// </summary>
internal static class PlainText
{
    /// <summary>Line breaks and tabs become spaces, other control and format characters <c>\uNNNN</c>.</summary>
    public static string Of(string text)
    {
        StringBuilder? safe = null;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (IsHarmful(c))
            {
                safe ??= new StringBuilder(text, 0, i, text.Length + 16);
                _ = c is '\n' or '\r' or '\t'
                    ? safe.Append(' ')
                    : safe.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
            }
            else
            {
                safe?.Append(c);
            }
        }

        return safe?.ToString() ?? text;
    }

    private static bool IsHarmful(char c) => !char.IsBetween(c, ' ', '~')
        && (char.IsControl(c) || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.Format
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
