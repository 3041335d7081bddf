namespace ControlPlane.Hocon.Formats;

public sealed class HoconPeriodSpec
{
    [Theory]
    [InlineData("7", 0, 0, 7)]
    [InlineData("1d", 0, 0, 1)]
    [InlineData("2 days", 0, 0, 2)]
    [InlineData("2w", 0, 0, 14)]
    [InlineData("1 week", 0, 0, 7)]
    [InlineData("3m", 0, 3, 0)]
    [InlineData("3mo", 0, 3, 0)]
    [InlineData("1 month", 0, 1, 0)]
    [InlineData("2 months", 0, 2, 0)]
    [InlineData("1y", 1, 0, 0)]
    [InlineData("-2 years", -2, 0, 0)]
    public void A_whole_number_and_a_unit_are_a_period(string text, int years, int months, int days)
    {
        Assert.True(HoconPeriod.TryParse(text, out var period));
        Assert.Equal(new HoconPeriod(years, months, days), period);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1.5d")]
    [InlineData("1h")]
    [InlineData("1 Month")]
    [InlineData("99999999999y")]
    public void Anything_else_is_not(string text) => Assert.False(HoconPeriod.TryParse(text, out _));

    [Fact]
    public void A_month_after_the_end_of_january_is_the_end_of_february() => Assert.Equal(
        new DateTimeOffset(2024, 2, 29, 0, 0, 0, TimeSpan.Zero),
        new HoconPeriod(0, 1, 0).After(new DateTimeOffset(2024, 1, 31, 0, 0, 0, TimeSpan.Zero)));
}
