using ControlPlane.Actors;

namespace ControlPlane.Node.Tests.Cluster;

/// <summary>Timers that only remember that they were set; none of them rings.</summary>
internal sealed class SetTimers : IWithTimers, ITimerScheduler
{
    private readonly Dictionary<object, TimeSpan> _set = [];

    public ITimerScheduler Timers { get => this; set => throw new NotSupportedException(); }

    /// <summary>By key, as it was set last.</summary>
    public IReadOnlyDictionary<object, TimeSpan> Set => _set;

    public void StartSingleTimer(object key, object message, TimeSpan timeout)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(timeout, TimeSpan.Zero);
        _set[key] = timeout;
    }

    public void StartPeriodicTimer(object key, object message, TimeSpan interval) =>
        throw new NotSupportedException();

    public void StartPeriodicTimer(object key, object message, TimeSpan initialDelay, TimeSpan interval) =>
        throw new NotSupportedException();

    public bool IsTimerActive(object key) => _set.ContainsKey(key);

    public void Cancel(object key) => _set.Remove(key);

    public void CancelAll() => _set.Clear();
}
