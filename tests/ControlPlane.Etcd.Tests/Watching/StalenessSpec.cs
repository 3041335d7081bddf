using ControlPlane.Actors;
using ControlPlane.Etcd.Watching;

namespace ControlPlane.Etcd.Tests.Watching;

public sealed class StalenessSpec
{
    private static readonly TimeSpan Allowed = TimeSpan.FromSeconds(6);

    private readonly SteppedTime _time = new();
    private readonly Staleness _staleness;

    public StalenessSpec()
    {
        _staleness = new Staleness(Allowed, _time);
        _staleness.Hears(7, 0);
    }

    [Fact]
    public void Behind_for_as_long_as_it_may_be_it_is_stale()
    {
        Assert.False(_staleness.IsStale(8, 0));
        _time.Advance(Allowed - TimeSpan.FromSeconds(1));
        Assert.False(_staleness.IsStale(9, 0));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(_staleness.IsStale(9, 0));
    }

    [Fact]
    public void Silent_while_nobody_knows_more_it_is_not()
    {
        _time.Advance(Allowed * 10);
        Assert.False(_staleness.IsStale(7, 0));
        Assert.False(_staleness.IsStale(8, 0)); // Its time begins when it is seen to be behind.
    }

    [Fact]
    public void Each_word_gives_it_time_anew()
    {
        Assert.False(_staleness.IsStale(9, 0));
        _time.Advance(Allowed);
        _staleness.Hears(8, 0);
        Assert.False(_staleness.IsStale(9, 0));
    }

    [Fact]
    public void A_request_without_an_answer_makes_it_stale_at_once_unless_it_has_spoken_since()
    {
        Assert.True(_staleness.IsStale(7, 1));
        _staleness.Hears(7, 1);
        Assert.False(_staleness.IsStale(7, 1));
    }
}
