using ControlPlane.Hocon.Formats;

namespace ControlPlane.Hocon;

/// <summary>
/// A time by the calendar: days, weeks (as 7 days), months, years; a bare number means days (HOCON.md, "Period
/// Format"). One of the three parts is not zero at most.
/// </summary>
public sealed record HoconPeriod(int Years, int Months, int Days)
{
    /// <summary>For error texts and help.</summary>
    public const string Examples = "such as 7d, 2w, 1mo or 1y; a bare number means days";

    /// <summary>Reads a whole number of one unit: d, w, m or mo, y, or its long name.</summary>
    public static bool TryParse(string text, out HoconPeriod period)
    {
        period = new HoconPeriod(0, 0, 0);
        if (!UnitText.TrySplit(text, out var number, out var unit) || decimal.Truncate(number) != number
            || Math.Abs(number) > int.MaxValue / 7)
        {
            return false;
        }

        var count = (int)number;
        HoconPeriod? read = unit switch
        {
            "" or "d" or "day" or "days" => new HoconPeriod(0, 0, count),
            "w" or "week" or "weeks" => new HoconPeriod(0, 0, 7 * count),
            "m" or "mo" or "month" or "months" => new HoconPeriod(0, count, 0),
            "y" or "year" or "years" => new HoconPeriod(count, 0, 0),
            _ => null,
        };
        period = read ?? period;
        return read is not null;
    }

    /// <summary>The moment this period after another.</summary>
    public DateTimeOffset After(DateTimeOffset start) => start.AddYears(Years).AddMonths(Months).AddDays(Days);
}
