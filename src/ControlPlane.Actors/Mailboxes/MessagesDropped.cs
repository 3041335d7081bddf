namespace ControlPlane.Actors;

/// <summary>
/// Told to an actor with a bounded mailbox: so many messages were thrown away between the message before and the one
/// after. The counts of all notices together are the number of dropped messages.
/// </summary>
/// <param name="Count">1 or more.</param>
public sealed record MessagesDropped(long Count);
