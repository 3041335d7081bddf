namespace ControlPlane.Actors;

/// <summary>The timers of one instance of one actor.</summary>
internal sealed class TimerScheduler(IActorRef self, TimeProvider time) : ITimerScheduler
{
    private readonly Dictionary<object, TimerTick> _timers = [];

    public IActorRef Self => self;

    public void StartSingleTimer(object key, object message, TimeSpan timeout)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(timeout, TimeSpan.Zero);
        Start(key, message, timeout, Timeout.InfiniteTimeSpan);
    }

    public void StartPeriodicTimer(object key, object message, TimeSpan interval) =>
        StartPeriodicTimer(key, message, interval, interval);

    public void StartPeriodicTimer(object key, object message, TimeSpan initialDelay, TimeSpan interval)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(initialDelay, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(interval, TimeSpan.Zero);
        Start(key, message, initialDelay, interval);
    }

    public bool IsTimerActive(object key) => _timers.ContainsKey(key);

    public void Cancel(object key)
    {
        if (_timers.Remove(key, out var timer))
        {
            timer.Dispose();
        }
    }

    public void CancelAll()
    {
        foreach (var timer in _timers.Values)
        {
            timer.Dispose();
        }

        _timers.Clear();
    }

    /// <summary>
    /// The message of a tick that has reached the head of the mailbox, or null when it is out of date.
    /// </summary>
    public object? Take(TimerTick tick)
    {
        tick.Taken();
        if (!_timers.TryGetValue(tick.Key, out var active) || !ReferenceEquals(active, tick))
        {
            return null;
        }

        if (!tick.Repeats)
        {
            Cancel(tick.Key);
        }

        return tick.Message;
    }

    private void Start(object key, object message, TimeSpan first, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(message);
        Cancel(key);
        var tick = new TimerTick(this, key, message, period != Timeout.InfiniteTimeSpan);
        _timers[key] = tick;
        tick.Timer = time.CreateTimer(static state => ((TimerTick)state!).Due(), tick, first, period);
    }
}
