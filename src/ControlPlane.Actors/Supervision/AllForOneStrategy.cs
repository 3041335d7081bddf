namespace ControlPlane.Actors;

/// <summary>
/// When one child fails, restart and stop concern all children; resume and escalate only the failed one.
/// </summary>
public sealed class AllForOneStrategy : SupervisorStrategy
{
    /// <param name="maxNrOfRetries">Restarts allowed in the window; null or negative: any number; 0: none.</param>
    /// <param name="withinTimeRange">
    /// The window, which begins anew with the first failure after it; null: for ever.
    /// </param>
    /// <param name="decider">Null: <see cref="SupervisorStrategy.DefaultDecider"/>.</param>
    public AllForOneStrategy(
        int? maxNrOfRetries,
        TimeSpan? withinTimeRange,
        Func<Exception, Directive>? decider)
        : base(maxNrOfRetries, withinTimeRange, decider)
    {
    }

    /// <summary>Any number of restarts.</summary>
    public AllForOneStrategy(Func<Exception, Directive> decider)
        : base(null, null, decider)
    {
    }

    internal override bool ConcernsAll => true;
}
