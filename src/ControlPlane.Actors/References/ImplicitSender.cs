namespace ControlPlane.Actors;

/// <summary>Telling with the sender that the place of the call implies.</summary>
public static class ImplicitSender
{
    /// <summary>Inside an actor its <c>Self</c> is the sender, elsewhere nobody.</summary>
    public static void Tell(this IActorRef receiver, object message)
    {
        ArgumentNullException.ThrowIfNull(receiver);
        receiver.Tell(message, ActorCell.Current?.Self);
    }

    /// <summary>Hands a message on so that an answer goes to the sender of the message being handled.</summary>
    /// <exception cref="NotSupportedException">Called outside an actor.</exception>
    public static void Forward(this IActorRef receiver, object message)
    {
        ArgumentNullException.ThrowIfNull(receiver);
        receiver.Tell(message, ActorCell.CurrentOrThrow().SenderOrNull);
    }
}
