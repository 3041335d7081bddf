namespace ControlPlane.Actors.Tests.Dispatch;

public sealed class SteppedTimeSpec
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly SteppedTime _time = new();
    private readonly List<string> _fired = [];

    [Fact]
    public void It_stands_still_until_it_is_moved()
    {
        Assert.Equal(new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero), _time.GetUtcNow());
        var began = _time.GetTimestamp();
        _time.Advance(Second);

        Assert.Equal(Second, _time.GetElapsedTime(began));
        Assert.Equal(Second, _time.Elapsed);
        Assert.Equal(1, _time.GetUtcNow().Second);
    }

    [Fact]
    public void Timers_fire_in_the_order_of_their_time_then_of_their_making()
    {
        Timer("c", Second * 2);
        Timer("a", Second);
        Timer("b", Second);
        _time.Advance(Second * 2);

        Assert.Equal(["a 1", "b 1", "c 2"], _fired);
    }

    [Fact]
    public void A_periodic_timer_fires_at_each_multiple()
    {
        using var timer = _time.CreateTimer(_ => Note("tick"), null, Second, Second * 2);
        _time.Advance(Second * 6);

        Assert.Equal(["tick 1", "tick 3", "tick 5"], _fired);
    }

    [Fact]
    public void A_timer_that_was_disposed_does_not_fire()
    {
        var timer = Timer("a", Second);
        timer.Dispose();
        _time.Advance(Second);

        Assert.Empty(_fired);
        Assert.Null(_time.NextDue);
        Assert.False(timer.Change(Second, Second));
    }

    [Fact]
    public void A_changed_timer_fires_at_its_new_time_only()
    {
        var timer = Timer("a", Second);
        Assert.True(timer.Change(Second * 3, Timeout.InfiniteTimeSpan));
        _time.Advance(Second * 10);

        Assert.Equal(["a 3"], _fired);
    }

    [Fact]
    public void A_timer_without_a_time_waits_for_Change()
    {
        Timer("a", Timeout.InfiniteTimeSpan).Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        Timer("b", Timeout.InfiniteTimeSpan);
        _time.Advance(TimeSpan.Zero);

        Assert.Equal(["a 0"], _fired);
    }

    [Fact]
    public void A_timer_made_while_another_fires_is_in_time_for_the_same_move()
    {
        using var first = _time.CreateTimer(_ => Timer("second", Second), null, Second, Timeout.InfiniteTimeSpan);
        Assert.Equal(Second, _time.NextDue);
        _time.Advance(Second * 2);

        Assert.Equal(["second 2"], _fired);
    }

    [Fact]
    public void A_disposed_first_timer_leaves_the_others_alone()
    {
        Timer("a", TimeSpan.Zero);
        _time.CreateTimer(_ => Note("never"), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan).Dispose();
        _time.Advance(TimeSpan.Zero);

        Assert.Equal(["a 0"], _fired);
    }

    [Fact]
    public void It_does_not_go_back() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => _time.Advance(TimeSpan.FromTicks(-1)));

    [Fact]
    public async Task A_delay_on_it_ends_when_it_is_moved()
    {
        var delay = Task.Delay(Second, _time);
        Assert.False(delay.IsCompleted);
        _time.Advance(Second);

        await delay;
        Assert.Equal(Second, _time.Elapsed);
    }

    private ITimer Timer(string name, TimeSpan due) =>
        _time.CreateTimer(_ => Note(name), null, due, Timeout.InfiniteTimeSpan);

    private void Note(string name) => _fired.Add($"{name} {(int)_time.Elapsed.TotalSeconds}");
}
