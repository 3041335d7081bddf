using ControlPlane.Node.Logging.Front;
using ControlPlane.Node.Logging.Lines;

namespace ControlPlane.Node.Tests.Logging.Front;

public sealed class LineQuotaSpec
{
    // Room for 100 lines of no text.
    private readonly LineQuota _quota = new(100 * LineQuota.LineCost);

    [Fact]
    public void One_component_may_hold_half_of_the_room() => Assert.Equal(50, Fill("flood"));

    [Fact]
    public void Two_that_flood_get_a_third_each_and_a_calm_one_still_finds_room()
    {
        var (one, two) = (0, 0);
        for (var i = 0; i < 100; i++)
        {
            one += _quota.TryTake(Line("one")) ? 1 : 0;
            two += _quota.TryTake(Line("two")) ? 1 : 0;
        }

        Assert.InRange(one, 32, 34);
        Assert.InRange(two, 32, 34);
        Assert.True(_quota.TryTake(Line("calm")));
    }

    [Fact]
    public void What_is_released_can_be_taken_again()
    {
        Fill("flood");
        _quota.Release(Line("flood"));

        Assert.True(_quota.TryTake(Line("flood")));
        Assert.False(_quota.TryTake(Line("flood")));
    }

    [Fact]
    public void Long_messages_take_more_room()
    {
        Assert.True(_quota.TryTake(Line("shop", 49 * LineQuota.LineCost)));
        Assert.False(_quota.TryTake(Line("shop")));
    }

    [Fact]
    public void What_is_dropped_is_counted_by_component_until_it_is_told()
    {
        Fill("b");
        Fill("a");
        Assert.True(_quota.HasDropped);

        Assert.Equal([("a", 1_000L - 25), ("b", 1_000L - 50)], _quota.TakeDropped());

        Assert.False(_quota.HasDropped);
        Assert.Empty(_quota.TakeDropped());
    }

    private int Fill(string component) => Enumerable.Range(0, 1_000).Count(_ => _quota.TryTake(Line(component)));

    private static LogLine Line(string component, int length = 0) =>
        new(DateTimeOffset.UnixEpoch, Severity.Info, component, LogLine.Main, new string('x', length));
}
