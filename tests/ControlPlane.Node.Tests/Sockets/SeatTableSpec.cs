using ControlPlane.Actors;
using ControlPlane.Node.Sockets;
using ControlPlane.Platform.Sockets;

namespace ControlPlane.Node.Tests.Sockets;

public sealed class SeatTableSpec
{
    private readonly SteppedDispatcher _dispatcher = new(1);
    private readonly SeatTable _table;

    public SeatTableSpec() => _table = new SeatTable(_dispatcher.Time);

    [Fact]
    public void A_promise_counts_as_a_job_until_it_is_kept_or_taken_back()
    {
        _table.Follow(SeatLimits.None with { Recommended = 1, Most = 1 });
        var seat = Seat();
        Assert.Same(seat, _table.TryPromise(null, out _));
        Assert.Null(_table.TryPromise(null, out _));
        _table.TakeBack(seat);
        Assert.Same(seat, _table.TryPromise(null, out _));
        Assert.False(_table.Release(seat));
        Assert.Equal((0, 1), (_table.FactOf(seat).Jobs, _table.FactOf(seat).Taken));
    }

    [Fact]
    public void One_that_has_had_its_connections_gets_no_more_and_its_last_job_says_so()
    {
        _table.Follow(SeatLimits.None with { Connections = 2 });
        var seat = Seat();
        Assert.Same(seat, _table.TryPromise(null, out _));
        Assert.Same(seat, _table.TryPromise(null, out _));
        Assert.Null(_table.TryPromise(null, out _));
        Assert.False(_table.Release(seat));
        Assert.True(_table.Release(seat));
    }

    [Fact]
    public void A_connection_that_did_not_come_is_not_counted()
    {
        _table.Follow(SeatLimits.None with { Connections = 1 });
        var seat = Seat();
        _table.TakeBack(_table.TryPromise(null, out _)!);
        Assert.Same(seat, _table.TryPromise(null, out _));
    }

    [Fact]
    public void A_marked_one_gets_nothing_until_it_is_taken_back()
    {
        var seat = Seat();
        _table.Mark(seat, true);
        Assert.Null(_table.TryPromise(null, out _));
        _table.Mark(seat, false);
        Assert.Same(seat, _table.TryPromise(null, out _));
        _table.Close(seat);
        _table.Mark(seat, false);
        Assert.Null(_table.TryPromise(null, out _));
    }

    [Fact]
    public async Task Who_waits_is_woken_when_somebody_is_free()
    {
        _table.Follow(SeatLimits.None with { Most = 1 });
        var seat = Seat();
        await _table.WhenFreeAsync(CancellationToken.None);
        _table.TryPromise(null, out _);
        var waiting = _table.WhenFreeAsync(CancellationToken.None);
        Assert.False(waiting.IsCompleted);
        _table.Release(seat);
        await waiting.WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System);
    }

    [Fact]
    public async Task A_container_that_starts_is_waited_for_a_second_before_others_are_overloaded()
    {
        _table.Follow(new SeatLimits(Recommended: 1, Most: 5, Greedy: false, Connections: null));
        var seat = Seat();
        _table.TryPromise(null, out _);
        _dispatcher.Advance(TimeSpan.FromSeconds(5));
        _table.Add(new Taker());
        var waiting = _table.WhenFreeAsync(CancellationToken.None);
        Assert.Null(_table.TryPromise(null, out _));
        Assert.False(waiting.IsCompleted);
        _dispatcher.Advance(TimeSpan.FromSeconds(1.1));
        await waiting.WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System);
        Assert.Same(seat, _table.TryPromise(null, out _));
    }

    [Fact]
    public void Those_that_stay_keep_their_places_when_one_is_removed()
    {
        var seats = new[] { Seat(), Seat(), Seat() };
        _table.TryPromise(null, out _);
        _table.Remove(seats[0]);
        _table.Remove(seats[0]);
        Assert.Same(seats[1], _table.TryPromise(null, out _));
        Assert.Same(seats[2], _table.TryPromise(null, out _));
        _table.TakeBack(seats[0]);
        Assert.False(_table.Release(seats[0]));
    }

    private Seat Seat()
    {
        var seat = _table.Add(new Taker());
        _table.Open(seat, marked: false);
        return seat;
    }

    private sealed class Taker : IJobTaker
    {
        public bool Begin(IAccepted connection, string protocol) => true;

        public void TakenBack()
        {
        }
    }
}
