namespace ControlPlane.Actors;

/// <summary>What an actor system runs on.</summary>
public sealed record ActorSystemSettings
{
    /// <summary>The thread pool, unless a <see cref="SteppedDispatcher"/> is given.</summary>
    public Dispatcher Dispatcher { get; init; } = Dispatcher.ThreadPool;

    /// <summary>Null: the dispatcher's own clock if it has one, else the system's.</summary>
    public TimeProvider? TimeProvider { get; init; }

    /// <summary>
    /// Hears of failures, dead letters, unhandled messages and abandoned children, on the thread where it happens. It
    /// must be quick. Null: failures go to standard error, the rest nowhere.
    /// </summary>
    public Action<EngineReport>? Report { get; init; }

    /// <summary>What happens when an actor right below <c>/user</c> fails.</summary>
    public SupervisorStrategy GuardianStrategy { get; init; } = SupervisorStrategy.DefaultStrategy;
}
