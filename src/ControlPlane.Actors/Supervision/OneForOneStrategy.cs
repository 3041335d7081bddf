namespace ControlPlane.Actors;

/// <summary>The directive concerns the child that failed, and no other.</summary>
public sealed class OneForOneStrategy : SupervisorStrategy
{
    /// <param name="maxNrOfRetries">Restarts allowed in the window; null or negative: any number; 0: none.</param>
    /// <param name="withinTimeRange">
    /// The window, which begins anew with the first failure after it; null: for ever.
    /// </param>
    /// <param name="decider">Null: <see cref="SupervisorStrategy.DefaultDecider"/>.</param>
    public OneForOneStrategy(
        int? maxNrOfRetries,
        TimeSpan? withinTimeRange,
        Func<Exception, Directive>? decider)
        : base(maxNrOfRetries, withinTimeRange, decider)
    {
    }

    /// <summary>Any number of restarts.</summary>
    public OneForOneStrategy(Func<Exception, Directive> decider)
        : base(null, null, decider)
    {
    }

    internal override bool ConcernsAll => false;
}
