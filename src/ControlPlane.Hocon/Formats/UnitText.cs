using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace ControlPlane.Hocon.Formats;

/// <summary>A number and a unit in one string, white space allowed around both: <c>10 ms</c>, <c>1.5G</c>, <c>7</c>.</summary>
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
        const NumberStyles style =
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return decimal.TryParse(text[..length].TrimEnd(), style, CultureInfo.InvariantCulture, out number);
    }
}
