namespace ControlPlane.Actors;

/// <summary>What every actor has. One thread at a time runs it; nothing in it ever waits.</summary>
public abstract class ActorBase
{
    private protected ActorBase()
    {
        var cell = ActorCell.Current
            ?? throw new ActorInitializationException(
                $"{GetType()} was made with new; actors are made by ActorOf, from Props");
        Self = cell.Self;
        if (this is IWithTimers withTimers)
        {
            // Field initializers have run, the constructor of the derived class has not: it may start timers.
            withTimers.Timers = cell.NewTimers();
        }
    }

    /// <summary>The actor's surroundings, only while it handles a message or a hook.</summary>
    /// <exception cref="NotSupportedException">Called elsewhere, e.g. after an await or on another thread.</exception>
    protected static IActorContext Context => ActorCell.CurrentOrThrow();

    /// <summary>The actor's own reference; may be used from any thread.</summary>
    protected IActorRef Self { get; }

    /// <summary>Who sent the message being handled; dead letters if nobody did.</summary>
    protected static IActorRef Sender => Context.Sender;

    internal IActorRef OwnSelf => Self;

    /// <summary>Handles one message. False: there is no handler for it.</summary>
    internal abstract bool Handle(object message);

    /// <summary>The constructor has returned.</summary>
    internal virtual void Constructed()
    {
    }

    internal void CallPreStart() => PreStart();

    internal void CallPostStop() => PostStop();

    internal void CallPreRestart(Exception reason, object? message) => PreRestart(reason, message);

    internal void CallPostRestart(Exception reason) => PostRestart(reason);

    internal void CallUnhandled(object message) => Unhandled(message);

    internal SupervisorStrategy CallSupervisorStrategy() => SupervisorStrategy();

    /// <summary>Before the first message of the first instance (and by default of each instance).</summary>
    protected virtual void PreStart()
    {
    }

    /// <summary>After the last message, when all children have stopped (and by default before each restart).</summary>
    protected virtual void PostStop()
    {
    }

    /// <summary>
    /// On the instance that failed. By default stops all children, in the stated order, and calls PostStop.
    /// </summary>
    /// <param name="reason">Why.</param>
    /// <param name="message">What was being handled, if anything.</param>
    protected virtual void PreRestart(Exception reason, object? message)
    {
        ActorCell.CurrentOrThrow().StopChildrenForRestart();
        PostStop();
    }

    /// <summary>On the new instance, instead of PreStart. By default calls PreStart.</summary>
    protected virtual void PostRestart(Exception reason) => PreStart();

    /// <summary>
    /// Asked for once an instance, at the first failure of a child, unless the Props have a strategy.
    /// </summary>
    protected virtual SupervisorStrategy SupervisorStrategy() => Actors.SupervisorStrategy.DefaultStrategy;

    /// <summary>
    /// For a message without a handler. By default reports it; <see cref="Terminated"/> fails the actor.
    /// </summary>
    /// <exception cref="DeathPactException">The message is <see cref="Terminated"/>.</exception>
    protected virtual void Unhandled(object message)
    {
        if (message is Terminated terminated)
        {
            throw new DeathPactException(terminated.ActorRef);
        }

        var cell = ActorCell.CurrentOrThrow();
        cell.System.Unhandled(new UnhandledMessage(message, cell.SenderOrNull, Self));
    }
}
