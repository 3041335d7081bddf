using ControlPlane.Node.Cluster.Waiting;
using Microsoft.Extensions.Logging.Abstractions;

namespace ControlPlane.Node.Tests.Cluster.Waiting;

public sealed class SecondLookSpec
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly SetTimers _timers = new();
    private readonly SecondLook _again;
    private TimeSpan _now = Second;

    public SecondLookSpec() => _again = new SecondLook(() => _now, NullLogger.Instance, _timers);

    [Fact]
    public void It_is_looked_again_at_the_time_that_was_said()
    {
        _again.At("gone", 3 * Second);
        Assert.Equal(2 * Second, _timers.Set["gone"]);
        _again.At("gone", null);
        Assert.Equal(2 * Second, _timers.Set["gone"]);
    }

    [Fact]
    public void A_time_that_passed_while_it_was_worked_out_is_now()
    {
        _now = Second + TimeSpan.FromTicks(218);
        _again.At("gone", Second);
        Assert.Equal(TimeSpan.Zero, _timers.Set["gone"]);
    }

    [Fact]
    public void What_could_not_be_written_is_looked_at_in_a_second()
    {
        Assert.False(_again.Failed("its report", null));
        Assert.Empty(_timers.Set);
        Assert.True(_again.Failed("its report", "not today"));
        Assert.Equal(Second, Assert.Single(_timers.Set).Value);
    }
}
