namespace ControlPlane.Actors;

/// <summary>
/// The end of every escalation: parent of <c>/user</c>. It has no mailbox; it acts on the thread that tells it.
/// </summary>
internal sealed class RootGuardian(ActorSystem system) : InternalActorRef
{
    public override ActorPath Path => ActorPath.Root;

    public override ActorSystem System => system;

    public override void Tell(object message, IActorRef? sender)
    {
        ArgumentNullException.ThrowIfNull(message);
        system.DeadLetter(new Envelope(message, sender), this);
    }

    public override void SendSystem(SystemMessage message)
    {
        switch (message)
        {
            case SystemMessage.Failed failed:
                system.EndBecauseOf(failed.Cause);
                break;
            case SystemMessage.DeathWatchNotification:
                system.Ended();
                break;
        }
    }
}

/// <summary>The actor at <c>/user</c>: it only has children.</summary>
internal sealed class UserGuardian : ReceiveActor;
