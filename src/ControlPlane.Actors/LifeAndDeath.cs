namespace ControlPlane.Actors;

/// <summary>
/// An actor that was watched has stopped. Told to each watcher once, as a message from the stopped actor.
/// </summary>
/// <param name="ActorRef">Who stopped.</param>
public sealed record Terminated(IActorRef ActorRef);

/// <summary>Stops its receiver when it has handled what came before.</summary>
public sealed class PoisonPill : IAutoReceived
{
    private PoisonPill()
    {
    }

    public static PoisonPill Instance { get; } = new();
}

/// <summary>Makes its receiver fail with <see cref="ActorKilledException"/>; its parent decides.</summary>
public sealed class Kill : IAutoReceived
{
    private Kill()
    {
    }

    public static Kill Instance { get; } = new();
}
