namespace ControlPlane.Actors;

/// <summary>What the engine itself needs of a reference.</summary>
internal abstract class InternalActorRef : IActorRef
{
    public abstract ActorPath Path { get; }

    /// <summary>Null only for <see cref="ActorRefs.Nobody"/>.</summary>
    public abstract ActorSystem? System { get; }

    public abstract void Tell(object message, IActorRef? sender);

    /// <summary>Overtakes every message of the user. One message object goes to one receiver only.</summary>
    public abstract void SendSystem(SystemMessage message);

    public override string ToString() => Path.ToString();

    /// <summary>The engine's view of a reference.</summary>
    /// <exception cref="ArgumentException">
    /// Somebody else's implementation: it cannot be watched, stopped or asked.
    /// </exception>
    public static InternalActorRef Of(IActorRef reference) =>
        reference as InternalActorRef
        ?? throw new ArgumentException(
            $"the reference {reference.Path} is a {reference.GetType().Name}, not one of this engine; "
            + "it can be told messages, but not watched, stopped or asked");
}
