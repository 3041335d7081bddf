using ControlPlane.Actors;
using ControlPlane.Node.Containers.InProcess;

namespace ControlPlane.Node.Tests.Containers.InProcess;

public sealed class ContainerTimersSpec
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly SteppedDispatcher _dispatcher = new(1);
    private readonly List<Exception> _failures = [];
    private readonly ContainerTimers _timers;
    private int _calls;

    public ContainerTimersSpec() =>
        _timers = new ContainerTimers(_dispatcher.Time, work => work(), _failures.Add, CancellationToken.None);

    [Fact]
    public void A_timer_rings_once_or_as_long_as_its_action_says()
    {
        _timers.Create(Second, Counting(last: 1));
        Pass(seconds: 5);
        Assert.Equal(1, _calls);
        _timers.Create(Second, Counting(last: 4));
        Pass(seconds: 10);
        Assert.Equal(4, _calls);
    }

    [Fact]
    public void A_disposed_timer_rings_no_more()
    {
        var timer = _timers.Create(Second, Counting(last: int.MaxValue));
        Pass(seconds: 2);
        timer.Dispose();
        Pass(seconds: 5);
        Assert.Equal(2, _calls);
    }

    [Fact]
    public void All_end_with_the_container_and_a_later_one_never_rings()
    {
        _timers.Create(Second, Counting(last: int.MaxValue));
        _timers.Dispose();
        _timers.Create(Second, Counting(last: int.MaxValue)).Dispose();
        Pass(seconds: 5);
        Assert.Equal(0, _calls);
    }

    [Fact]
    public void An_exception_is_told_and_ends_its_timer()
    {
        _timers.Create(Second, _ => throw new InvalidOperationException("no luck"));
        Pass(seconds: 5);
        Assert.Equal("no luck", Assert.Single(_failures).Message);
    }

    [Fact]
    public void An_action_that_takes_its_time_does_not_ring_twice_at_once()
    {
        var done = new TaskCompletionSource<bool>();
        _timers.Create(Second, _ =>
        {
            _calls++;
            return done.Task;
        });
        Pass(seconds: 5);
        Assert.Equal(1, _calls);
        using var timer = _dispatcher.Time.CreateTimer(
            _ => done.SetResult(true), null, Second, Timeout.InfiniteTimeSpan);
        Pass(seconds: 2);
        Assert.Equal(2, _calls);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(50 * 86_400)]
    public void A_period_that_makes_no_sense_is_refused(int seconds) => Assert.Throws<ArgumentOutOfRangeException>(
        () => _timers.Create(TimeSpan.FromSeconds(seconds), Counting(1)));

    private void Pass(int seconds) => _dispatcher.Advance(TimeSpan.FromSeconds(seconds) + TimeSpan.FromMilliseconds(1));

    private Func<CancellationToken, Task<bool>> Counting(int last) => _ => Task.FromResult(++_calls < last);
}
