namespace ControlPlane.Platform.Workers.Notices;

/// <summary>
/// Keeps one worker from flooding its observer. READY and STOPPING always pass the first time; beyond that, so many a
/// second, and what is too much is thrown away (a status is overtaken by the next).
/// </summary>
internal sealed class NoticeBudget(int perSecond)
{
    private bool _wasReady;
    private bool _wasStopping;
    private double _tokens = perSecond;
    private long? _filledAt;

    public bool Admits(WorkerNotice notice, TimeProvider time)
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
