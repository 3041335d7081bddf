using System.Runtime.InteropServices;
using ControlPlane.Platform.Sockets;

namespace ControlPlane.Node.Sockets;

/// <summary>
/// Who takes the connections of one service, and how many each has: the meeting point of the accept loops, which run on
/// the pool, and the containers. A connection is accepted only after a job was promised by somebody. Safe from all
/// threads.
/// </summary>
/// <param name="time">All time.</param>
/// <param name="inline">Who waits goes on at once, on the thread that made it possible: for simulations.</param>
internal sealed class SeatTable(TimeProvider time, bool inline = false)
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly List<Seat> _seats = [];
    private readonly List<SeatFact> _facts = [];
    private readonly List<TaskCompletionSource> _waiting = [];
    private readonly long _moment = (long)(Moment.TotalSeconds * time.TimestampFrequency);
    private SeatLimits _limits = SeatLimits.None;
    private ITimer? _soon;

    /// <summary>Everything happens on one thread, so there is nobody who could have it for a moment.</summary>
    public bool IsInline => inline;

    public void Follow(SeatLimits limits) => Change(() => _limits = limits);

    /// <summary>A container that begins to start.</summary>
    public Seat Add(IJobTaker taker)
    {
        lock (_gate)
        {
            var seat = new Seat(taker, _seats.Count);
            _seats.Add(seat);
            _facts.Add(new SeatFact(0, 0, SeatStanding.Starting, time.GetTimestamp()));
            return seat;
        }
    }

    /// <summary>It may have connections from now on, unless it is to go.</summary>
    public void Open(Seat seat, bool marked) =>
        Change(() => Stand(seat, marked ? SeatStanding.Marked : SeatStanding.Open));

    public void Mark(Seat seat, bool marked) => Change(() =>
    {
        var (from, to) = marked ? (SeatStanding.Open, SeatStanding.Marked) : (SeatStanding.Marked, SeatStanding.Open);
        if (Fact(seat).Standing == from)
        {
            Stand(seat, to);
        }
    });

    /// <summary>It gets no more; what was promised before may still come, and counts as a job.</summary>
    public void Close(Seat seat) => Change(() => Stand(seat, SeatStanding.Closed));

    public void Remove(Seat seat) => Change(() =>
    {
        if (seat.Index >= 0)
        {
            _seats.RemoveAt(seat.Index);
            _facts.RemoveAt(seat.Index);
            seat.Index = -1;
            for (var i = 0; i < _seats.Count; i++)
            {
                _seats[i].Index = i;
            }
        }
    });

    /// <summary>Promises a job of the best container; given back by <see cref="Release"/>.</summary>
    /// <param name="same">Rather this one, which took the last connection and may take more in one go.</param>
    /// <param name="inOneGo">How many it may take, this one included.</param>
    /// <returns>Null: nobody can take one now.</returns>
    public Seat? TryPromise(Seat? same, out int inOneGo)
    {
        lock (_gate)
        {
            inOneGo = 0;
            var choice = same is { Index: >= 0 } && Fact(same) is { Standing: SeatStanding.Open } fact
                && fact.Jobs < _limits.Recommended ? same.Index : Choose();
            if (choice < 0)
            {
                return null;
            }

            inOneGo = Dispatch.InOneGo(_facts[choice], _limits);
            ref var seat = ref CollectionsMarshal.AsSpan(_facts)[choice];
            var spent = seat.Taken + 1 >= _limits.Connections;
            seat = seat with
            {
                Jobs = seat.Jobs + 1,
                Taken = seat.Taken + 1,
                Standing = spent ? SeatStanding.Spent : seat.Standing,
            };
            return _seats[choice];
        }
    }

    /// <summary>There was no connection for the promise.</summary>
    public void TakeBack(Seat seat) => Change(() =>
    {
        if (seat.Index >= 0)
        {
            ref var fact = ref CollectionsMarshal.AsSpan(_facts)[seat.Index];
            var standing = fact.Standing == SeatStanding.Spent ? SeatStanding.Open : fact.Standing;
            fact = fact with { Jobs = fact.Jobs - 1, Taken = fact.Taken - 1, Standing = standing };
        }
    });

    /// <summary>The job is done.</summary>
    /// <returns>True: it was the last one of a container that has had all it may have.</returns>
    public bool Release(Seat seat)
    {
        var spent = false;
        Change(() =>
        {
            if (seat.Index >= 0)
            {
                ref var fact = ref CollectionsMarshal.AsSpan(_facts)[seat.Index];
                fact = fact with { Jobs = fact.Jobs - 1 };
                spent = fact is { Jobs: 0, Standing: SeatStanding.Spent };
            }
        });
        return spent;
    }

    public SeatFact FactOf(Seat seat)
    {
        lock (_gate)
        {
            return seat.Index >= 0 ? Fact(seat) : default;
        }
    }

    /// <summary>Completes when somebody may be able to take a connection; ask again then.</summary>
    public async Task WhenFreeAsync(CancellationToken cancellation)
    {
        var waiter = new TaskCompletionSource(
            inline ? TaskCreationOptions.None : TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            var choice = Choose();
            if (choice >= 0)
            {
                return;
            }

            if (choice == Dispatch.Soon)
            {
                _soon ??= time.CreateTimer(_ => Soon(), null, Moment, Timeout.InfiniteTimeSpan);
            }

            _waiting.Add(waiter);
        }

        try
        {
            using (cancellation.UnsafeRegister(_ => waiter.TrySetCanceled(cancellation), null))
            {
                await waiter.Task.ConfigureAwait(false);
            }
        }
        finally
        {
            lock (_gate)
            {
                _waiting.Remove(waiter);
            }
        }
    }

    private void Soon() => Change(() =>
    {
        _soon?.Dispose();
        _soon = null;
    });

    private int Choose() => Dispatch.Choose(CollectionsMarshal.AsSpan(_facts), _limits, time.GetTimestamp() - _moment);

    private SeatFact Fact(Seat seat) => _facts[seat.Index];

    private void Stand(Seat seat, SeatStanding standing)
    {
        if (seat.Index >= 0)
        {
            _facts[seat.Index] = Fact(seat) with { Standing = standing };
        }
    }

    private void Change(Action change)
    {
        List<TaskCompletionSource>? woken = null;
        lock (_gate)
        {
            change();
            if (_waiting.Count > 0 && Choose() >= 0)
            {
                woken = [.. _waiting];
                _waiting.Clear();
            }
        }

        woken?.ForEach(w => w.TrySetResult());
    }
}

/// <summary>The place of one container in the table of its service.</summary>
internal sealed class Seat(IJobTaker taker, int index)
{
    public IJobTaker Taker => taker;

    /// <summary>Guarded by the table; negative: removed.</summary>
    public int Index { get; set; } = index;
}

/// <summary>A container that takes connections.</summary>
internal interface IJobTaker
{
    /// <summary>Takes a connection that was promised; never blocks.</summary>
    /// <returns>False: it has died meanwhile; the connection is still the caller's.</returns>
    bool Begin(IAccepted connection, string protocol);

    /// <summary>A promise was given back: nothing came of it.</summary>
    void TakenBack();
}
