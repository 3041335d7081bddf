namespace ControlPlane.Actors;

/// <summary>
/// The address of one actor's life: it stays valid over restarts, and leads to dead letters after the actor has
/// stopped. Safe from any thread. References are equal when they are the same object.
/// </summary>
public interface IActorRef
{
    /// <summary>Where the actor stands in the tree.</summary>
    ActorPath Path { get; }

    /// <summary>
    /// Puts a message into the actor's mailbox and returns at once. Messages from one sender to one receiver keep their
    /// order.
    /// </summary>
    /// <param name="message">Any object, not null; treat it as immutable from now on.</param>
    /// <param name="sender">Whom an answer goes to; null or <see cref="ActorRefs.NoSender"/>: nobody.</param>
    void Tell(object message, IActorRef? sender);
}
