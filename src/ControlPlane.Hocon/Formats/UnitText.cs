using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using ControlPlane.Hocon.Syntax;

namespace ControlPlane.Hocon.Formats;

/// <summary>A number and a unit in one string, white space around both: <c>10 ms</c>, <c>1.5G</c>, <c>7</c>.</summary>
internal static class UnitText
{
    public static bool TrySplit(string text, out decimal number, [NotNullWhen(true)] out string? unit)
    {
        text = text.Trim();
        var length = text.Length;
        while (length > 0 && char.IsLetter(text[length - 1]))
        {
            length--;
        }

        unit = text[length..];
        number = 0;
        var digits = text[..length].TrimEnd();
        return NumberText.IsNumber(digits)
            && decimal.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out number);
    }
}
