using System.Text;
using ControlPlane.Node.Logging.Lines;

namespace ControlPlane.Node.Tests.Logging.Lines;

public sealed class LineFormatSpec
{
    private static readonly LogLine Line = new(
        new DateTimeOffset(2026, 11, 22, 2, 9, 31, 250, TimeSpan.FromHours(1)),
        Severity.Warning,
        "shop",
        "access",
        "GET /cart 200");

    [Theory]
    [InlineData(LineFormat.Standard, "[Sun Nov 22 02:09:31 2026] [shop] [warning] GET /cart 200")]
    [InlineData("$level: $message", "warning: GET /cart 200")]
    [InlineData("$level_$message", null)]
    [InlineData("${level}_$message", "warning_GET /cart 200")]
    [InlineData("$component/$subchannel", "shop/access")]
    [InlineData("${timestamp:unix}", "1795309771")]
    [InlineData("$timestamp:unix", "Sun Nov 22 02:09:31 2026:unix")]
    [InlineData("${timestamp:%F %H:%M:%.3S%:z} x", "2026-11-22 02:09:31.250+01:00 x")]
    [InlineData("${timestamp:}|", "|")]
    [InlineData("10 $$ and {level}", "10 $ and {level}")]
    [InlineData("no variable at all", "no variable at all")]
    [InlineData("", "")]
    public void Variables_are_replaced_with_and_without_braces(string format, string? expected) =>
        Assert.Equal(
            expected,
            LineFormat.TryParse(format, oneLine: false, out var parsed, out _) ? Written(parsed, Line) : null);

    [Fact]
    public void The_day_of_the_standard_time_has_two_columns() => Assert.Equal(
        "Tue Dec  1 00:00:00 2026",
        Written(LineFormat.Parse("$timestamp"), Line with { Timestamp = new(2026, 12, 1, 0, 0, 0, TimeSpan.Zero) }));

    [Theory]
    [InlineData("${msg}", "the variable [${msg}] is not known; known are timestamp, ")]
    [InlineData("$levels", "the variable [$levels] is not known")]
    [InlineData("${}", "the variable [${}] is not known")]
    [InlineData("5 $", "the variable [$] is not known")]
    [InlineData("$ message", "write $$ for a dollar sign")]
    [InlineData("${Message}", "the variable [${Message}] is not known")]
    [InlineData("${message", "the brace of [${message] is not closed")]
    [InlineData("${timestamp:%Q}", "in [${timestamp:%Q}]: %Q is not known")]
    [InlineData("${timestamp.unix}", "is not known")]
    public void A_slip_of_the_pen_is_refused_with_what_is_known(string format, string expected)
    {
        Assert.False(LineFormat.TryParse(format, oneLine: false, out _, out var error));
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_format_longer_than_a_thousand_characters_is_refused()
    {
        Assert.False(LineFormat.TryParse(new string('x', 1001), oneLine: false, out _, out var error));
        Assert.Equal("has 1001 characters; at most 1000 are allowed", error);
    }

    [Fact]
    public void Variables_in_a_message_stay_text() =>
        Assert.Equal(
            "$level ${message} {0} %S",
            Written(LineFormat.Parse("$message"), Line with { Message = "$level ${message} {0} %S" }));

    [Fact]
    public void The_lines_of_a_message_after_the_first_are_indented() => Assert.Equal(
        "> boom\n    at Main\n    [Sun Nov 22 02:09:31 2026] [controller] [emerg] forged",
        Written(
            LineFormat.Parse("> $message"),
            Line with { Message = "boom\r\nat Main\n[Sun Nov 22 02:09:31 2026] [controller] [emerg] forged\n" }));

    [Fact]
    public void In_a_format_of_one_line_a_line_break_becomes_two_characters() => Assert.Equal(
        @"> boom\nat Main",
        Written(LineFormat.Parse("> $message", oneLine: true), Line with { Message = "boom\nat Main" }));

    [Fact]
    public void Neither_component_nor_subchannel_can_break_a_line() => Assert.Equal(
        @"[a\nb] [c\u000dd]",
        Written(LineFormat.Parse("[$component] [$subchannel]"), Line with { Component = "a\nb", Subchannel = "c\rd" }));

    [Fact]
    public void Formats_of_a_seed_are_read_or_refused_and_never_make_a_second_line()
    {
        var random = new Random(20261122);
        string[] pieces =
            [
                "$", "{", "}", ":", "%", "timestamp", "message", "level", "unix", ".3S", "F", "\u001b", " ", "[",
                "component", "é",
            ];
        var read = 0;
        for (var round = 0; round < 20_000; round++)
        {
            var text = string.Concat(
                Enumerable.Range(0, random.Next(12)).Select(_ => pieces[random.Next(pieces.Length)]));
            if (LineFormat.TryParse(text, oneLine: false, out var format, out var error))
            {
                read++;
                Assert.DoesNotContain('\n', Written(format, Line));
            }
            else
            {
                Assert.NotEmpty(error);
            }
        }

        Assert.InRange(read, 1_000, 19_000);
    }

    private static string Written(LineFormat format, LogLine line)
    {
        var text = new StringBuilder();
        format.Append(text, line);
        return text.ToString();
    }
}
