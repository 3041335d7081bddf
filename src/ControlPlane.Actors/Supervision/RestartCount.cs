namespace ControlPlane.Actors;

/// <summary>Counts the restarts of one child against its parent's limit.</summary>
internal sealed class RestartCount
{
    private int _inWindow;
    private long? _windowStart;

    /// <summary>Asks for one more restart; an allowed one is counted.</summary>
    public bool Permit(SupervisorStrategy strategy, TimeProvider time) =>
        (strategy.MaxNrOfRetries, strategy.WithinTimeRange) switch
        {
            (< 1, _) => false,
            (null, null) => true,
            ({ } max, null) => ++_inWindow <= max,
            (var max, { } window) => PermitWithin(max ?? 1, window, time),
        };

    private bool PermitWithin(int max, TimeSpan window, TimeProvider time)
    {
        var now = time.GetTimestamp();
        _windowStart ??= now;
        if (time.GetElapsedTime(_windowStart.Value, now) <= window)
        {
            return ++_inWindow <= max;
        }

        _windowStart = now;
        _inWindow = 1;
        return true;
    }
}
