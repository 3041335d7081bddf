using ControlPlane.Actors;
using Microsoft.Extensions.Logging;

namespace ControlPlane.Node.Cluster.Waiting;

/// <summary>
/// The cluster actor looks at everything again at a later time, because something is so only then or because something
/// could not be written. Used by the cluster actor alone.
/// </summary>
internal sealed class SecondLook(Func<TimeSpan> now, ILogger log, IWithTimers timers)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    /// <param name="why">One look each; a later one of the same name takes its place.</param>
    /// <param name="time">By the clock of leases; null: no other look than those that are due already.</param>
    public void At(string why, TimeSpan? time)
    {
        if (time is { } at)
        {
            timers.Timers.StartDueTimer(why, new Due(), at - now());
        }
    }

    public void InASecond() => timers.Timers.StartSingleTimer(nameof(Soon), new Due(), Soon);

    /// <summary>True: something could not be written, which is said, and looked at again in a second.</summary>
    /// <param name="what">Was to be written, for people.</param>
    /// <param name="why">Null: it was.</param>
    public bool Failed(string what, string? why)
    {
        if (why is null)
        {
            return false;
        }

        log.NotWritten(what, why);
        InASecond();
        return true;
    }

    public sealed record Due;
}
