namespace ControlPlane.Actors;

/// <summary>An actor's surroundings. Only for use inside the actor, while it handles a message or a hook.</summary>
public interface IActorContext
{
    IActorRef Self { get; }

    /// <summary>Who sent the message being handled; dead letters if nobody did.</summary>
    IActorRef Sender { get; }

    IActorRef Parent { get; }

    ActorSystem System { get; }

    /// <summary>Starts a child. The reference is good at once; the constructor runs in the child's own turn.</summary>
    /// <param name="props">How to make it.</param>
    /// <param name="name">
    /// Null: one is made up. Else ASCII letters, digits and <c>-_.:@&amp;=+,!~*';%[]</c>, at most 255.
    /// </param>
    /// <exception cref="InvalidActorNameException">Malformed, or a child that has not stopped yet has it.</exception>
    /// <exception cref="InvalidOperationException">This actor is stopping.</exception>
    IActorRef ActorOf(Props props, string? name = null);

    /// <summary>
    /// Starts a child with a way to stop of its own, outside the stated order: when this actor stops, all such children
    /// are stopped first, together, each within its time.
    /// </summary>
    IActorRef ActorOf(ChildSpec spec);

    /// <summary>
    /// Starts children in the stated order: the constructor of one runs when PreStart of the one before has returned
    /// (or it has stopped). When this actor stops, or restarts, they are stopped in the reverse order, one after the
    /// other, each within its time.
    /// </summary>
    /// <returns>One reference a spec, good at once.</returns>
    /// <exception cref="ArgumentException">The list has faults; nothing was started.</exception>
    /// <exception cref="InvalidActorNameException">A child has one of the names; nothing was started.</exception>
    IReadOnlyList<IActorRef> StartAll(IReadOnlyList<ChildSpec> specs);

    /// <summary>The child of this name, or <see cref="ActorRefs.Nobody"/>.</summary>
    IActorRef Child(string name);

    /// <summary>Children that have not stopped yet, in the order of their making.</summary>
    IReadOnlyList<IActorRef> GetChildren();

    /// <summary>
    /// Asks for one <see cref="Terminated"/> when the actor stops, at once if it has. Twice is as good as once.
    /// </summary>
    IActorRef Watch(IActorRef subject);

    /// <summary>As Watch, with a message of one's own instead of <see cref="Terminated"/>.</summary>
    /// <exception cref="InvalidOperationException">It is watched with another message.</exception>
    IActorRef WatchWith(IActorRef subject, object message);

    /// <summary>
    /// From now on no <see cref="Terminated"/> of this actor arrives, even if it is in the mailbox already.
    /// </summary>
    IActorRef Unwatch(IActorRef subject);

    /// <summary>
    /// Stops an actor, mostly a child or oneself: it finishes its current message, its children stop, PostStop runs,
    /// its watchers hear of it. What waits in its mailbox becomes dead letters.
    /// </summary>
    void Stop(IActorRef actor);
}
