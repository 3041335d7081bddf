namespace ControlPlane.Actors.Tests.Supervision;

public sealed class RestartCountSpec
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly SteppedTime _time = new();
    private readonly RestartCount _count = new();

    [Fact]
    public void Without_a_limit_every_restart_is_allowed() =>
        Assert.All(Enumerable.Range(0, 1000), _ => Assert.True(Permit(null, null)));

    [Fact]
    public void A_limit_of_zero_allows_none() => Assert.False(Permit(0, null));

    [Fact]
    public void Without_a_window_the_limit_counts_for_ever()
    {
        Assert.True(Permit(1, null));
        _time.Advance(TimeSpan.FromDays(1000));

        Assert.False(Permit(1, null));
    }

    [Fact]
    public void A_window_without_a_limit_allows_one()
    {
        Assert.True(Permit(null, Minute));
        Assert.False(Permit(null, Minute));
    }

    [Fact]
    public void The_window_begins_anew_with_the_first_failure_after_it()
    {
        Assert.True(Permit(2, Minute));
        Assert.True(Permit(2, Minute));
        _time.Advance(Minute + TimeSpan.FromTicks(1));

        Assert.True(Permit(2, Minute));
        _time.Advance(Minute);
        Assert.True(Permit(2, Minute));
        Assert.False(Permit(2, Minute));
    }

    private bool Permit(int? max, TimeSpan? window) => _count.Permit(new OneForOneStrategy(max, window, null), _time);
}
