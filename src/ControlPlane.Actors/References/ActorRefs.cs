namespace ControlPlane.Actors;

/// <summary>References that lead nowhere.</summary>
public static class ActorRefs
{
    /// <summary>
    /// Stands for an actor that does not exist. What it is told is gone; watching it reports it dead.
    /// </summary>
    public static IActorRef Nobody { get; } = new NobodyRef();

    /// <summary>"There is no sender": an answer to it becomes a dead letter.</summary>
    public static IActorRef? NoSender => null;

    /// <summary>True for null and <see cref="Nobody"/>.</summary>
    public static bool IsNobody(this IActorRef? reference) => reference is null || ReferenceEquals(reference, Nobody);

    private sealed class NobodyRef : InternalActorRef
    {
        public override ActorPath Path { get; } = ActorPath.Root.Child("nobody");

        public override ActorSystem? System => null;

        public override void Tell(object message, IActorRef? sender)
        {
        }

        public override void SendSystem(SystemMessage message) => message.ReceiverIsDead(this);
    }
}
