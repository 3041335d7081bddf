namespace ControlPlane.Actors;

/// <summary>How a parent answers the failures of its children.</summary>
public abstract class SupervisorStrategy
{
    private readonly Func<Exception, Directive> _decider;

    private protected SupervisorStrategy(
        int? maxNrOfRetries,
        TimeSpan? withinTimeRange,
        Func<Exception, Directive>? decider)
    {
        MaxNrOfRetries = maxNrOfRetries is < 0 ? null : maxNrOfRetries;
        WithinTimeRange = withinTimeRange is { } range && range < TimeSpan.Zero ? null : withinTimeRange;
        _decider = decider ?? DefaultDecider;
    }

    /// <summary>
    /// Stop what could not be made (<see cref="ActorInitializationException"/>), was killed
    /// (<see cref="ActorKilledException"/>) or did not care for a death it watched (<see cref="DeathPactException"/>);
    /// restart after anything else.
    /// </summary>
    public static Func<Exception, Directive> DefaultDecider { get; } = reason => reason switch
    {
        ActorInitializationException or ActorKilledException or DeathPactException => Directive.Stop,
        _ => Directive.Restart,
    };

    /// <summary>One for one, <see cref="DefaultDecider"/>, no limit: what an actor has that says nothing.</summary>
    public static SupervisorStrategy DefaultStrategy { get; } = new OneForOneStrategy(null, null, null);

    /// <summary>One for one; every failure stops the child.</summary>
    public static SupervisorStrategy StoppingStrategy { get; } = new OneForOneStrategy(_ => Directive.Stop);

    /// <summary>
    /// Restarts allowed within <see cref="WithinTimeRange"/>; null: any number. Past it the child is stopped.
    /// </summary>
    public int? MaxNrOfRetries { get; }

    /// <summary>Length of the window that restarts are counted in; null: the child's whole life.</summary>
    public TimeSpan? WithinTimeRange { get; }

    /// <summary>Whether restart and stop concern all children, not only the failed one.</summary>
    internal abstract bool ConcernsAll { get; }

    internal Directive Decide(Exception reason) => _decider(reason);
}
