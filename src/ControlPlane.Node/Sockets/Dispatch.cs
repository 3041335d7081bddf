namespace ControlPlane.Node.Sockets;

/// <summary>
/// Chooses the container for a connection (design, semantics): of those below the recommended number of jobs the one
/// with most free capacity; only when there is none, of those below the limit. Of equals the oldest.
/// </summary>
internal static class Dispatch
{
    /// <summary>Nobody can take a connection.</summary>
    public const int Nobody = -1;

    /// <summary>Nobody should take one yet: a container that began to start a moment ago will be the better
    /// choice.</summary>
    public const int Soon = -2;

    /// <param name="seats">In the order in which they came.</param>
    /// <param name="limits">Of the service.</param>
    /// <param name="justNow">Who began to start after this moment is waited for before anybody is filled beyond the
    /// recommended number.</param>
    /// <returns>The index of the choice, or <see cref="Nobody"/>, or <see cref="Soon"/>.</returns>
    public static int Choose(ReadOnlySpan<SeatFact> seats, SeatLimits limits, long justNow)
    {
        var best = Nobody;
        var soon = false;
        for (var i = 0; i < seats.Length; i++)
        {
            ref readonly var seat = ref seats[i];
            soon |= seat.Standing == SeatStanding.Starting && seat.Since > justNow;
            if (seat.Standing == SeatStanding.Open
                && seat.Jobs < limits.Most && (best < 0 || seat.Jobs < seats[best].Jobs))
            {
                best = i;
            }
        }

        return best >= 0 && seats[best].Jobs >= limits.Recommended && soon ? Soon : best;
    }

    /// <summary>
    /// How many connections one container may take in one go: with <c>greedy_accepts</c> up to ten of its free capacity
    /// (Netplex), else one.
    /// </summary>
    public static int InOneGo(SeatFact seat, SeatLimits limits) =>
        limits.Greedy ? Math.Clamp(limits.Recommended - seat.Jobs, 1, 10) : 1;
}

/// <summary>What is known of one container that takes connections.</summary>
/// <param name="Jobs">Connections that it has, promised ones included.</param>
/// <param name="Taken">Connections that it has ever had, promised ones included.</param>
/// <param name="Standing">Whether it may get more.</param>
/// <param name="Since">When it began to start, as a timestamp of the clock.</param>
internal readonly record struct SeatFact(int Jobs, int Taken, SeatStanding Standing, long Since);

internal enum SeatStanding
{
    /// <summary>Not ready yet.</summary>
    Starting,

    /// <summary>Takes connections.</summary>
    Open,

    /// <summary>Marked to go: gets none unless it is taken back.</summary>
    Marked,

    /// <summary>Has had as many as <c>conn_limit</c> allows.</summary>
    Spent,

    /// <summary>Told to leave.</summary>
    Closed,
}

/// <summary>What one container of a service may be given.</summary>
/// <param name="Recommended">R: jobs up to which it counts as free.</param>
/// <param name="Most">M: never more jobs at once.</param>
/// <param name="Greedy"><c>greedy_accepts</c>.</param>
/// <param name="Connections"><c>conn_limit</c>; null: no limit.</param>
internal sealed record SeatLimits(int Recommended, int Most, bool Greedy, int? Connections)
{
    public static readonly SeatLimits None = new(int.MaxValue, int.MaxValue, false, null);

    public static SeatLimits Of(Services.ServicePlan plan)
    {
        var most = plan.Workload.JobLimit ?? int.MaxValue;
        return new(plan.Workload.RecommendedJobs ?? most, most, plan.Workload.Greedy, plan.Lifecycle.ConnectionLimit);
    }
}
