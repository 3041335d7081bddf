using ControlPlane.Hocon.Formats;

namespace ControlPlane.Hocon;

/// <summary>
/// Sizes in bytes: kB, MB … are powers of 1000; K, Ki, KiB … powers of 1024 (HOCON.md, "Size in bytes format").
/// </summary>
public static class HoconSize
{
    /// <summary>For error texts and help.</summary>
    public const string Examples = "such as 512, 64K, 10MiB (powers of 1024) or 10MB (powers of 1000)";

    private static readonly string[] Thousands = ["kilo", "mega", "giga", "tera", "peta", "exa", "zetta", "yotta"];
    private static readonly string[] Binaries = ["kibi", "mebi", "gibi", "tebi", "pebi", "exbi", "zebi", "yobi"];
    private const string Letters = "KMGTPEZY";

    /// <summary>Reads a size; a fraction of a byte is cut off. False also when it does not fit into 64 bits.</summary>
    public static bool TryParse(string text, out long bytes)
    {
        bytes = 0;
        if (!UnitText.TrySplit(text, out var number, out var unit) || Factor(unit) is not { } factor)
        {
            return false;
        }

        try
        {
            bytes = (long)decimal.Truncate(number * factor);
            return true;
        }
        catch (OverflowException)
        {
            return false;
        }
    }

    private static decimal? Factor(string unit)
    {
        if (unit is "" or "B" or "b" or "byte" or "bytes")
        {
            return 1;
        }

        for (var power = 1; power <= Letters.Length; power++)
        {
            var letter = Letters[power - 1];
            if (unit == (power == 1 ? "kB" : $"{letter}B") || IsLong(unit, Thousands[power - 1]))
            {
                return Power(1000, power);
            }

            if (unit == $"{letter}" || unit == $"{char.ToLowerInvariant(letter)}" || unit == $"{letter}i"
                || unit == $"{letter}iB" || IsLong(unit, Binaries[power - 1]))
            {
                return Power(1024, power);
            }
        }

        return null;
    }

    private static bool IsLong(string unit, string prefix) => unit == prefix + "byte" || unit == prefix + "bytes";

    private static decimal Power(decimal basis, int power) => power == 0 ? 1 : basis * Power(basis, power - 1);
}
