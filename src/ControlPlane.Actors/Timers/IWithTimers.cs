namespace ControlPlane.Actors;

/// <summary>
/// An actor with timers of its own: declare <c>public ITimerScheduler Timers { get; set; } = null!;</c>. The engine
/// sets it for each instance anew, before the body of its constructor.
/// </summary>
public interface IWithTimers
{
    ITimerScheduler Timers { get; set; }
}
