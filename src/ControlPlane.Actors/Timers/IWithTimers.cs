namespace ControlPlane.Actors;

/// <summary>
/// An actor with timers of its own: declare <c>public ITimerScheduler Timers { get; set; } = null!;</c>. The engine sets
/// it after the constructor and before PreStart, for each instance anew.
/// </summary>
public interface IWithTimers
{
    ITimerScheduler Timers { get; set; }
}
