namespace ControlPlane.Actors;

/// <summary>The constructor or PreStart threw: there is no instance.</summary>
public sealed class ActorInitializationException(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>The actor was told <see cref="Kill"/>.</summary>
public sealed class ActorKilledException(string message) : Exception(message);

/// <summary>An actor that it watched has stopped, and it does not handle <see cref="Terminated"/>.</summary>
public sealed class DeathPactException(IActorRef deadActor)
    : Exception($"{deadActor.Path}, which was watched, has stopped, and its Terminated is not handled")
{
    /// <summary>The actor that stopped.</summary>
    public IActorRef DeadActor => deadActor;
}

/// <summary>The new instance could not be made, or its PostRestart threw.</summary>
public sealed class PostRestartException(string message, Exception cause, Exception originalCause)
    : Exception(message, cause)
{
    /// <summary>Why the actor was being restarted.</summary>
    public Exception OriginalCause => originalCause;
}
