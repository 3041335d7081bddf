using System.Globalization;
using ControlPlane.Hocon.Formats;

namespace ControlPlane.Hocon;

/// <summary>
/// Durations: a number and one of the units ns, us, ms, s, m, h, d or its long name, in lower case (HOCON.md,
/// "Duration format"). A bare number means seconds, as in Netplex; there HOCON says milliseconds.
/// </summary>
public static class HoconDuration
{
    /// <summary>For error texts and help.</summary>
    public const string Examples = "such as 10s, 500ms, 2m, 1h or 1d; a bare number means seconds";

    /// <summary>Reads a duration; fractions and negative ones too. Steps are 100 ns.</summary>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = default;
        if (!UnitText.TrySplit(text, out var number, out var unit) || Ticks(unit) is not { } ticks)
        {
            return false;
        }

        try
        {
            duration = TimeSpan.FromTicks((long)decimal.Round(number * ticks));
            return true;
        }
        catch (OverflowException)
        {
            return false;
        }
    }

    /// <summary>The shortest way to write a duration that <see cref="TryParse"/> reads back.</summary>
    public static string Write(TimeSpan duration)
    {
        var (ticks, unit) = duration.Ticks switch
        {
            0 => (TimeSpan.TicksPerSecond, "s"),
            var t when t % TimeSpan.TicksPerDay == 0 => (TimeSpan.TicksPerDay, "d"),
            var t when t % TimeSpan.TicksPerHour == 0 => (TimeSpan.TicksPerHour, "h"),
            var t when t % TimeSpan.TicksPerMinute == 0 => (TimeSpan.TicksPerMinute, "m"),
            var t when t % TimeSpan.TicksPerSecond == 0 => (TimeSpan.TicksPerSecond, "s"),
            var t when t % TimeSpan.TicksPerMillisecond == 0 => (TimeSpan.TicksPerMillisecond, "ms"),
            var t when t % TimeSpan.TicksPerMicrosecond == 0 => (TimeSpan.TicksPerMicrosecond, "us"),
            _ => (0, "ns"),
        };
        return ticks == 0
            ? string.Create(CultureInfo.InvariantCulture, $"{(decimal)duration.Ticks * 100}ns")
            : string.Create(CultureInfo.InvariantCulture, $"{duration.Ticks / ticks}{unit}");
    }

    private static decimal? Ticks(string unit) => unit switch
    {
        "ns" or "nano" or "nanos" or "nanosecond" or "nanoseconds" => 0.01m,
        "us" or "micro" or "micros" or "microsecond" or "microseconds" => TimeSpan.TicksPerMicrosecond,
        "ms" or "milli" or "millis" or "millisecond" or "milliseconds" => TimeSpan.TicksPerMillisecond,
        "" or "s" or "second" or "seconds" => TimeSpan.TicksPerSecond,
        "m" or "minute" or "minutes" => TimeSpan.TicksPerMinute,
        "h" or "hour" or "hours" => TimeSpan.TicksPerHour,
        "d" or "day" or "days" => TimeSpan.TicksPerDay,
        _ => null,
    };
}
