namespace ControlPlane.Actors;

/// <summary>Where messages go that nobody gets: each is counted and reported.</summary>
internal sealed class DeadLetterRef(ActorSystem system) : InternalActorRef
{
    public override ActorPath Path { get; } = ActorPath.Root.Child("deadLetters");

    public override ActorSystem System => system;

    public override void Tell(object message, IActorRef? sender)
    {
        ArgumentNullException.ThrowIfNull(message);
        system.DeadLetter(new Envelope(message, sender), this);
    }

    public override void SendSystem(SystemMessage message) => message.ReceiverIsDead(this);
}
