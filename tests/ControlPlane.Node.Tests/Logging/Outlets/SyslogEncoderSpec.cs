using System.Text;
using ControlPlane.Node.Logging.Lines;
using ControlPlane.Node.Logging.Outlets;
using ControlPlane.Node.Logging.Plans;

namespace ControlPlane.Node.Tests.Logging.Outlets;

public sealed class SyslogEncoderSpec
{
    private static readonly LogLine Line = new(
        new DateTimeOffset(2026, 11, 2, 2, 9, 31, TimeSpan.FromHours(1)), Severity.Err, "shop", LogLine.Main,
        "out of stock");

    [Theory]
    [InlineData("shop", "daemon", "$message", "<27>Nov  2 02:09:31 shop: out of stock")]
    [InlineData("", "daemon", "$message", "<27>Nov  2 02:09:31 out of stock")]
    [InlineData(
        "cplane[7]", "local7", "$component/$level: $message", "<187>Nov  2 02:09:31 cplane[7]: shop/err: out of stock")]
    [InlineData("shop", "kern", "$message", "<3>Nov  2 02:09:31 shop: out of stock")]
    public void A_datagram_is_priority_time_identifier_and_message(
        string identifier, string facility, string format, string expected) =>
        Assert.Equal(expected, Encoded(Line, identifier, facility, format));

    [Theory]
    [InlineData("kern", 0)]
    [InlineData("user", 1)]
    [InlineData("default", 1)]
    [InlineData("mail", 2)]
    [InlineData("daemon", 3)]
    [InlineData("syslog", 5)]
    [InlineData("lpr", 6)]
    [InlineData("news", 7)]
    [InlineData("uucp", 8)]
    [InlineData("cron", 9)]
    [InlineData("authpriv", 10)]
    [InlineData("ftp", 11)]
    [InlineData("local0", 16)]
    [InlineData("local1", 17)]
    [InlineData("local2", 18)]
    [InlineData("local3", 19)]
    [InlineData("local4", 20)]
    [InlineData("local5", 21)]
    [InlineData("local6", 22)]
    [InlineData("local7", 23)]
    public void The_priority_is_eight_times_the_facility_plus_the_severity(string facility, int number)
    {
        foreach (var severity in Enum.GetValues<Severity>())
        {
            Assert.StartsWith(
                $"<{number * 8 + (int)severity}>N",
                Encoded(Line with { Severity = severity }, "", facility.ToUpperInvariant(), "$message"),
                StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_facilities_of_the_manual_and_no_others_are_known() =>
        Assert.Equal(20, SyslogFacility.Allowed.Count);

    [Fact]
    public void A_message_of_several_lines_stays_one_datagram() => Assert.Equal(
        @"<27>Nov  2 02:09:31 boom\nat Main \u0000",
        Encoded(Line with { Message = "boom\nat Main \0" }, "", "daemon", "$message"));

    [Fact]
    public void A_datagram_has_at_most_8_KiB_and_ends_with_a_whole_character()
    {
        for (var ascii = 0; ascii < 4; ascii++)
        {
            var encoder = new SyslogEncoder(LineFormat.Parse("$message", oneLine: true), "", 3);
            var crabs = string.Concat(Enumerable.Repeat("🦀", 5_000));
            var bytes = encoder.Encode(Line with { Message = new string('x', ascii) + crabs });

            Assert.InRange(bytes.Length, SyslogEncoder.MaxBytes - 4, SyslogEncoder.MaxBytes);
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
            Assert.EndsWith("🦀...", text, StringComparison.Ordinal);
        }
    }

    private static string Encoded(LogLine line, string identifier, string facility, string format) =>
        Encoding.UTF8.GetString(new SyslogEncoder(
            LineFormat.Parse(format, oneLine: true), identifier, SyslogFacility.Allowed[facility]).Encode(line));
}
