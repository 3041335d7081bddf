namespace ControlPlane.Actors;

/// <summary>
/// A clock that stands still until it is moved. It begins at 2000-01-01T00:00:00Z. Timers fire on the thread that moves
/// it, in the order of their time, then of their making.
/// </summary>
public sealed class SteppedTime : TimeProvider
{
    private static readonly DateTimeOffset Start = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Lock _gate = new();
    private readonly PriorityQueue<(SteppedTimer Timer, long Version), (long Ticks, long Number)> _timers = new();
    private long _now;
    private long _numbers;

    /// <summary>Since the start.</summary>
    public TimeSpan Elapsed => TimeSpan.FromTicks(Volatile.Read(ref _now));

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>When the next timer is due, counted from the start; null: no timer runs.</summary>
    public TimeSpan? NextDue
    {
        get
        {
            lock (_gate)
            {
                return TryPeek(out var due) ? TimeSpan.FromTicks(due) : null;
            }
        }
    }

    public override long GetTimestamp() => Volatile.Read(ref _now);

    public override DateTimeOffset GetUtcNow() => Start + Elapsed;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new SteppedTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock, firing what becomes due on the way. Without actors; a stepped system has its own Advance.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        var target = Elapsed + by;
        while (FireNext(target))
        {
        }

        MoveTo(target);
    }

    internal bool HasDue(TimeSpan until)
    {
        lock (_gate)
        {
            return TryPeek(out var due) && due <= until.Ticks;
        }
    }

    /// <summary>Moves the clock to the next timer that is due until then, and fires that one. False: there is none.</summary>
    internal bool FireNext(TimeSpan until)
    {
        SteppedTimer timer;
        lock (_gate)
        {
            if (!TryPeek(out var due) || due > until.Ticks)
            {
                return false;
            }

            timer = _timers.Dequeue().Timer;
            Volatile.Write(ref _now, Math.Max(_now, due));
            timer.Version++;
            if (timer.Period > 0)
            {
                Enqueue(timer, due + timer.Period);
            }
        }

        timer.Fire();
        return true;
    }

    internal void MoveTo(TimeSpan target)
    {
        lock (_gate)
        {
            Volatile.Write(ref _now, Math.Max(_now, target.Ticks));
        }
    }

    private bool TryPeek(out long due)
    {
        while (_timers.TryPeek(out var entry, out var order))
        {
            if (entry.Timer.Version == entry.Version)
            {
                due = order.Ticks;
                return true;
            }

            _timers.Dequeue();
        }

        due = 0;
        return false;
    }

    private void Enqueue(SteppedTimer timer, long due) => _timers.Enqueue((timer, timer.Version), (due, _numbers++));

    private sealed class SteppedTimer(SteppedTime time, TimerCallback callback, object? state) : ITimer
    {
        private bool _disposed;

        /// <summary>Counts changes, so that a stale entry of the queue is known.</summary>
        public long Version { get; set; }

        public long Period { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._gate)
            {
                if (_disposed)
                {
                    return false;
                }

                Version++;
                Period = period == Timeout.InfiniteTimeSpan ? 0 : period.Ticks;
                if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    time.Enqueue(this, time._now + Math.Max(0, dueTime.Ticks));
                }

                return true;
            }
        }

        public void Fire() => callback(state);

        public void Dispose()
        {
            lock (time._gate)
            {
                _disposed = true;
                Version++;
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
