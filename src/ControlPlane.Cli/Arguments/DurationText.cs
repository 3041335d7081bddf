using System.Globalization;
using ControlPlane.Contracts.Admin;

namespace ControlPlane.Cli.Arguments;

/// <summary>
/// Durations as the configuration writes them (HOCON specification, "Duration Format"); a bare number is seconds.
/// </summary>
internal static class DurationText
{
    private static readonly TimeSpan Max = TimeSpan.FromDays(1);

    /// <summary>From 0 to one day. Throws <see cref="CliException"/> (usage).</summary>
    public static TimeSpan Parse(string text, string name)
    {
        var trimmed = text.Trim();
        var digits = 0;
        while (digits < trimmed.Length && (char.IsAsciiDigit(trimmed[digits]) || trimmed[digits] == '.'))
        {
            digits++;
        }

        var number = trimmed[..digits];
        var unit = trimmed[digits..].TrimStart();
        if (double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            && SecondsOf(unit) is { } seconds && value * seconds <= Max.TotalSeconds)
        {
            return TimeSpan.FromSeconds(value * seconds);
        }

        throw new CliException(
            ExitCodes.Usage,
            $"{name} is [{text}]; expected a duration from 0 to 1 day",
            "write for example 30s, 2m, 500ms, or 30 for seconds");
    }

    private static double? SecondsOf(string unit) => unit switch
    {
        "ns" or "nano" or "nanos" or "nanosecond" or "nanoseconds" => 1e-9,
        "us" or "micro" or "micros" or "microsecond" or "microseconds" => 1e-6,
        "ms" or "milli" or "millis" or "millisecond" or "milliseconds" => 1e-3,
        "" or "s" or "second" or "seconds" => 1,
        "m" or "minute" or "minutes" => 60,
        "h" or "hour" or "hours" => 3600,
        "d" or "day" or "days" => 86_400,
        _ => null,
    };
}
