using ControlPlane.Node.Logging.Outlets;

namespace ControlPlane.Node.Tests.Logging.Outlets;

public sealed class OutletHealthSpec
{
    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch;

    private readonly OutletHealth _health = new();

    [Fact]
    public void While_it_works_it_may_always_be_tried()
    {
        Assert.True(_health.MayTry(Start));
        Assert.Null(_health.FailingSince);
    }

    [Fact]
    public void After_failures_it_is_tried_after_one_second_doubling_to_a_minute()
    {
        var now = Start;
        List<double> delays = [];
        for (var i = 0; i < 9; i++)
        {
            _health.Failed(now);
            Assert.False(_health.MayTry(_health.RetryAt - TimeSpan.FromTicks(1)));
            Assert.True(_health.MayTry(_health.RetryAt));
            delays.Add((_health.RetryAt - now).TotalSeconds);
            now = _health.RetryAt;
        }

        Assert.Equal([1, 2, 4, 8, 16, 32, 60, 60, 60], delays);
    }

    [Fact]
    public void The_first_failure_is_told_and_then_one_a_minute()
    {
        Assert.True(_health.Failed(Start));
        Assert.False(_health.Failed(Start.AddSeconds(1)));
        Assert.False(_health.Failed(Start.AddSeconds(59)));
        Assert.True(_health.Failed(Start.AddSeconds(60)));
        Assert.False(_health.Failed(Start.AddSeconds(61)));
    }

    [Fact]
    public void Success_ends_the_failure_and_its_count_and_delay()
    {
        _health.Failed(Start);
        _health.Failed(Start.AddSeconds(1));
        _health.Lose();
        _health.Lose();
        Assert.Equal((Start, 2L), (_health.FailingSince, _health.Lost));

        Assert.True(_health.Recovered());

        Assert.Equal((null, 0L), (_health.FailingSince, _health.Lost));
        _health.Failed(Start.AddSeconds(9));
        Assert.Equal(Start.AddSeconds(10), _health.RetryAt);
    }

    [Fact]
    public void An_output_that_flaps_is_told_about_once_a_minute_too()
    {
        var told = 0;
        for (var now = Start; now < Start.AddMinutes(3); now = now.AddSeconds(1))
        {
            told += _health.Failed(now) ? 1 : 0;
            told += _health.Recovered() ? 1 : 0;
        }

        Assert.Equal(6, told);
    }
}
