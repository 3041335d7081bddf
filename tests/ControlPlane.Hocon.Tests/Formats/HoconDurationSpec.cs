namespace ControlPlane.Hocon.Formats;

public sealed class HoconDurationSpec
{
    [Theory]
    [InlineData("10", 10_000)]
    [InlineData("1.5", 1500)]
    [InlineData("-1", -1000)]
    [InlineData("500ms", 500)]
    [InlineData("500 milli", 500)]
    [InlineData("500 millis", 500)]
    [InlineData("1 millisecond", 1)]
    [InlineData("2 milliseconds", 2)]
    [InlineData("10s", 10_000)]
    [InlineData(" 10 second ", 10_000)]
    [InlineData("10 seconds", 10_000)]
    [InlineData("2m", 120_000)]
    [InlineData("1 minute", 60_000)]
    [InlineData("2 minutes", 120_000)]
    [InlineData("1h", 3_600_000)]
    [InlineData("1 hour", 3_600_000)]
    [InlineData("2 hours", 7_200_000)]
    [InlineData("1d", 86_400_000)]
    [InlineData("1 day", 86_400_000)]
    [InlineData("0.5 days", 43_200_000)]
    [InlineData("1e3ms", 1000)]
    [InlineData("2000us", 2)]
    [InlineData("2000 micro", 2)]
    [InlineData("2000 micros", 2)]
    [InlineData("1000 microsecond", 1)]
    [InlineData("1000microseconds", 1)]
    [InlineData("3000000ns", 3)]
    [InlineData("3000000 nano", 3)]
    [InlineData("3000000 nanos", 3)]
    [InlineData("1000000 nanosecond", 1)]
    [InlineData("3000000 nanoseconds", 3)]
    public void A_number_and_a_unit_are_a_duration(string text, double milliseconds)
    {
        Assert.True(HoconDuration.TryParse(text, out var duration));
        Assert.Equal(milliseconds, duration.TotalMilliseconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("s")]
    [InlineData("10 S")]
    [InlineData("10 fortnights")]
    [InlineData("10s 5ms")]
    [InlineData("+10s")]
    [InlineData(".5s")]
    [InlineData("010s")]
    [InlineData("NaN")]
    [InlineData("1e30 d")]
    [InlineData("99999999999999999999999999999999999999")]
    public void Anything_else_is_not(string text) => Assert.False(HoconDuration.TryParse(text, out _));

    [Theory]
    [InlineData("0s")]
    [InlineData("1500ms")]
    [InlineData("10s")]
    [InlineData("90m")]
    [InlineData("25h")]
    [InlineData("2d")]
    [InlineData("7us")]
    [InlineData("100ns")]
    [InlineData("-5s")]
    public void The_shortest_way_to_write_it_reads_back(string text)
    {
        Assert.True(HoconDuration.TryParse(text, out var duration));
        Assert.Equal(text, HoconDuration.Write(duration));
    }
}
