namespace ControlPlane.Actors;

/// <summary>A message whose receiver has stopped; published on <see cref="ActorSystem.EventStream"/>.</summary>
public sealed record DeadLetter(object Message, IActorRef? Sender, IActorRef Recipient);

/// <summary>A message without a handler; published on <see cref="ActorSystem.EventStream"/>.</summary>
public sealed record UnhandledMessage(object Message, IActorRef? Sender, IActorRef Recipient);
