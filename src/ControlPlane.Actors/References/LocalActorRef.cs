namespace ControlPlane.Actors;

/// <summary>The reference of an actor that has a cell.</summary>
internal sealed class LocalActorRef(ActorCell cell, ActorPath path) : InternalActorRef
{
    public ActorCell Cell => cell;

    public override ActorPath Path => path;

    public override ActorSystem System => cell.System;

    public override void Tell(object message, IActorRef? sender)
    {
        ArgumentNullException.ThrowIfNull(message);
        cell.Mailbox.Post(new Envelope(message, sender));
    }

    public override void SendSystem(SystemMessage message) => cell.Mailbox.PostSystem(message);
}
