namespace ControlPlane.Actors;

/// <summary>What cells tell each other; handled before every user message, also while an actor is suspended.</summary>
internal abstract class SystemMessage
{
    /// <summary>Belongs to the queue that holds the message.</summary>
    internal SystemMessage? Next { get; set; }

    /// <summary>What must happen instead when the receiver has stopped.</summary>
    public virtual void ReceiverIsDead(InternalActorRef receiver)
    {
    }

    /// <summary>Make the first instance.</summary>
    internal sealed class Create : SystemMessage;

    /// <summary>From a child: its PreStart has returned.</summary>
    internal sealed class ChildStarted(LocalActorRef child) : SystemMessage
    {
        public LocalActorRef Child => child;
    }

    /// <summary>Handle no user message until <see cref="Resume"/> or <see cref="Recreate"/>.</summary>
    internal sealed class Suspend : SystemMessage;

    /// <summary>Go on with the instance there is.</summary>
    internal sealed class Resume(Exception? causedByFailure) : SystemMessage
    {
        public Exception? CausedByFailure => causedByFailure;
    }

    /// <summary>Go on with a new instance.</summary>
    internal sealed class Recreate(Exception cause) : SystemMessage
    {
        public Exception Cause => cause;
    }

    /// <summary>Stop: children first.</summary>
    internal sealed class Terminate : SystemMessage;

    /// <summary>From a child that failed and waits for a directive.</summary>
    internal sealed class Failed(LocalActorRef child, Exception cause, object? message) : SystemMessage
    {
        public LocalActorRef Child => child;

        public Exception Cause => cause;

        public object? Message => message;

        public override void ReceiverIsDead(InternalActorRef receiver) => child.SendSystem(new Terminate());
    }

    internal sealed class Watch(InternalActorRef watcher) : SystemMessage
    {
        public InternalActorRef Watcher => watcher;

        public override void ReceiverIsDead(InternalActorRef receiver) =>
            watcher.SendSystem(new DeathWatchNotification(receiver));
    }

    internal sealed class Unwatch(InternalActorRef watcher) : SystemMessage
    {
        public InternalActorRef Watcher => watcher;
    }

    /// <summary>To the parent and to each watcher: this actor has stopped.</summary>
    internal sealed class DeathWatchNotification(InternalActorRef actor) : SystemMessage
    {
        public InternalActorRef Actor => actor;
    }

    /// <summary>From a timer: the child was asked to stop, and its time is up.</summary>
    internal sealed class StopOverdue(LocalActorRef child) : SystemMessage
    {
        public LocalActorRef Child => child;
    }
}
