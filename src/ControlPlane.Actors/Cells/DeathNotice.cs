namespace ControlPlane.Actors;

/// <summary>Waits in a watcher's mailbox for its turn to become <see cref="Terminated"/>.</summary>
internal sealed class DeathNotice(InternalActorRef dead) : IAutoReceived
{
    public InternalActorRef Dead => dead;
}
