namespace ControlPlane.Platform.Workers.Notices;

/// <summary>
/// Keeps one worker from flooding its observer. READY and STOPPING always pass the first time; beyond that, so many a
/// second, and of what is too much only the last word on each thing is kept until there is room again: a status or a
/// number of jobs is overtaken by the next, but the last one must not be lost.
/// </summary>
internal sealed class NoticeBudget(int perSecond)
{
    private bool _wasReady;
    private bool _wasStopping;
    private double _tokens = perSecond;
    private long? _filledAt;

    /// <summary>What was said and could not be told yet; null: nothing.</summary>
    public WorkerNotice? Held { get; private set; }

    /// <summary>What to tell now that this was said: it, and what is held; null: nothing yet.</summary>
    public WorkerNotice? Pass(WorkerNotice notice, TimeProvider time)
    {
        Held = Held is { } before ? before.Then(notice) : notice;
        return Release(time);
    }

    /// <summary>What is held, if there is room for it; null: nothing to tell now.</summary>
    public WorkerNotice? Release(TimeProvider time)
    {
        if (Held is not { } held || !Admits(held, time))
        {
            return null;
        }

        Held = null;
        return held;
    }

    private bool Admits(WorkerNotice notice, TimeProvider time)
    {
        var now = time.GetTimestamp();
        var elapsed = _filledAt is { } then ? time.GetElapsedTime(then, now) : TimeSpan.Zero;
        _filledAt = now;
        _tokens = Math.Min(perSecond, _tokens + (elapsed.TotalSeconds * perSecond));
        var news = (notice.Ready && !_wasReady) || (notice.Stopping && !_wasStopping);
        _wasReady |= notice.Ready;
        _wasStopping |= notice.Stopping;
        if (_tokens >= 1)
        {
            _tokens--;
            return true;
        }

        return news;
    }
}
