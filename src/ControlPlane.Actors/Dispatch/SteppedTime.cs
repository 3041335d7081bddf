namespace ControlPlane.Actors;

/// <summary>
/// A clock that stands still until it is moved. It begins at 2000-01-01T00:00:00Z. Timers fire on the thread that moves
/// it, in the order of their time, then of their making.
/// </summary>
public sealed class SteppedTime : TimeProvider
{
    private static readonly DateTimeOffset Start = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Lock _gate = new();
    private readonly SortedSet<SteppedTimer> _running = new(Comparer<SteppedTimer>.Create(
        (one, other) => (one.Due, one.Number).CompareTo((other.Due, other.Number))));
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
                return _running.Min is { } next ? TimeSpan.FromTicks(next.Due) : null;
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

    /// <summary>
    /// Moves the clock, firing what becomes due on the way. A stepped system has an Advance of its own.
    /// </summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        var target = Elapsed + by;
        while (FireNext(target))
        {
        }

        MoveTo(target);
    }

    /// <summary>
    /// Moves the clock to the next timer that is due until then, and fires that one. False: there is none.
    /// </summary>
    internal bool FireNext(TimeSpan until)
    {
        SteppedTimer next;
        lock (_gate)
        {
            if (_running.Min is not { } first || first.Due > until.Ticks)
            {
                return false;
            }

            next = first;
            Volatile.Write(ref _now, Math.Max(_now, next.Due));
            _running.Remove(next);
            if (next.Period > 0)
            {
                Run(next, next.Due + next.Period);
            }
        }

        next.Fire();
        return true;
    }

    internal void MoveTo(TimeSpan target)
    {
        lock (_gate)
        {
            Volatile.Write(ref _now, Math.Max(_now, target.Ticks));
        }
    }

    private void Run(SteppedTimer timer, long due)
    {
        timer.Due = due;
        timer.Number = ++_numbers;
        _running.Add(timer);
    }

    private sealed class SteppedTimer(SteppedTime time, TimerCallback callback, object? state) : ITimer
    {
        private bool _disposed;

        public long Due { get; set; }

        /// <summary>Unique from 1; 0: has never run, so it equals none that runs.</summary>
        public long Number { get; set; }

        /// <summary>Ticks; 0: fires once.</summary>
        public long Period { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._gate)
            {
                if (_disposed)
                {
                    return false;
                }

                time._running.Remove(this);
                Period = period == Timeout.InfiniteTimeSpan ? 0 : period.Ticks;
                if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    time.Run(this, time._now + Math.Max(0, dueTime.Ticks));
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
                time._running.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
