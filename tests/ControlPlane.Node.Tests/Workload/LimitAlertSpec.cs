using ControlPlane.Node.Workload;

namespace ControlPlane.Node.Tests.Workload;

public sealed class LimitAlertSpec
{
    [Fact]
    public void It_is_said_when_the_limit_is_reached_and_not_while_it_lasts()
    {
        var alert = new LimitAlert();

        Assert.False(alert.Raise(false, Seconds(0)));
        Assert.True(alert.Raise(true, Seconds(1)));
        Assert.False(alert.Raise(true, Seconds(100)));
        Assert.False(alert.Raise(false, Seconds(101)));
        Assert.True(alert.Raise(true, Seconds(102)));
    }

    [Fact]
    public void It_is_said_at_most_once_a_minute()
    {
        var alert = new LimitAlert();

        Assert.True(alert.Raise(true, Seconds(0)));
        Assert.False(alert.Raise(false, Seconds(30)));
        Assert.False(alert.Raise(true, Seconds(59)));
        Assert.False(alert.Raise(false, Seconds(59.5)));
        Assert.True(alert.Raise(true, Seconds(60)));
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
