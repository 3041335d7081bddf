namespace ControlPlane.Hocon.Typed;

public sealed class ConfigUnitsSpec
{
    private const string Change = ". Change the value or remove the key";
    private const string Durations = "such as 10s, 500ms, 2m, 1h or 1d; a bare number means seconds";
    private const string Sizes = "such as 512, 64K, 10MiB (powers of 1024) or 10MB (powers of 1000)";

    private readonly SettingsErrors _errors = new();

    private Config Read(string value) =>
        new(HoconParser.Parse($"k = {value}", new HoconOptions { Origin = "f" }), "", _errors);

    private void Fails(string text) => Assert.Equal($"f:1:5: k: {text}", Assert.Single(_errors.Items).ToString());

    [Fact]
    public void A_bare_number_is_a_duration_in_seconds()
    {
        Assert.Equal(TimeSpan.FromSeconds(90), Read("90").GetDuration("k"));
        Assert.Equal(TimeSpan.FromSeconds(90), Read("\"90\"").FindDuration("k"));
        Assert.False(_errors.Any);
    }

    [Fact]
    public void A_duration_may_be_negative_and_have_a_unit_apart()
    {
        Assert.Equal(TimeSpan.FromSeconds(-1), Read("-1").GetDuration("k"));
        Assert.Equal(TimeSpan.FromMinutes(5), Read("5 minutes").GetDuration("k"));
        Assert.Null(Read("1").FindDuration("no"));
        Assert.False(_errors.Any);
    }

    [Fact]
    public void An_unknown_unit_is_no_duration()
    {
        Assert.Equal(TimeSpan.Zero, Read("10 parsecs").GetDuration("k"));
        Fails($"is [10 parsecs] (string); expected a duration, {Durations}" + Change);
    }

    [Fact]
    public void A_duration_has_a_range()
    {
        Assert.Equal(TimeSpan.FromMilliseconds(100),
            Read("1ms").GetDuration("k", TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(2)));
        Fails($"is [1ms] (string); expected a duration from 100ms to 2h, {Durations}" + Change);
    }

    [Fact]
    public void A_duration_may_have_a_least_value_only()
    {
        Assert.Equal(TimeSpan.FromSeconds(1), Read("0").GetDuration("k", TimeSpan.FromSeconds(1)));
        Fails($"is [0] (number); expected a duration of at least 1s, {Durations}" + Change);
    }

    [Fact]
    public void A_boolean_is_no_duration()
    {
        Read("true").GetDuration("k");
        Fails($"is [true] (boolean); expected a duration, {Durations}" + Change);
    }

    [Fact]
    public void A_size_has_powers_of_two_and_of_ten()
    {
        Assert.Equal(65_536, Read("64K").GetSize("k"));
        Assert.Equal(64_000, Read("64 kB").FindSize("k"));
        Assert.Equal(512, Read("512").GetSize("k"));
        Assert.False(_errors.Any);
    }

    [Fact]
    public void A_size_is_not_negative()
    {
        Assert.Equal(0, Read("-1").GetSize("k"));
        Fails($"is [-1] (number); expected a size, {Sizes}" + Change);
    }

    [Fact]
    public void A_size_has_a_range()
    {
        Assert.Equal(1024, Read("2").GetSize("k", 1024, 4096));
        Fails($"is [2] (number); expected a size from 1024 bytes to 4096 bytes, {Sizes}" + Change);
    }

    [Fact]
    public void A_period_is_counted_by_the_calendar()
    {
        Assert.Equal(new HoconPeriod(0, 0, 14), Read("2w").GetPeriod("k"));
        Assert.Equal(new HoconPeriod(1, 0, 0), Read("1 year").FindPeriod("k"));
        Assert.Null(Read("null").FindPeriod("k"));
        Assert.False(_errors.Any);
    }

    [Fact]
    public void An_hour_is_no_period()
    {
        Assert.Equal(new HoconPeriod(0, 0, 0), Read("1h").GetPeriod("k"));
        Fails("is [1h] (string); expected a period, such as 7d, 2w, 1mo or 1y; a bare number means days" + Change);
    }
}
