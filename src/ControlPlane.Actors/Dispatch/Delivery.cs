namespace ControlPlane.Actors;

/// <summary>One message reaching one actor under the stepped dispatcher.</summary>
/// <param name="Step">Number of the turn, from 1.</param>
/// <param name="Time">Virtual time since the start.</param>
/// <param name="Receiver">Whose turn it is.</param>
/// <param name="Message">The message; do not change it.</param>
/// <param name="Sender">Null: nobody.</param>
public readonly record struct Delivery(long Step, TimeSpan Time, ActorPath Receiver, object Message, ActorPath? Sender)
{
    /// <summary>A line that is the same in each process: receiver, message type, sender; no content.</summary>
    public override string ToString() =>
        $"{Step} {Time} {Receiver} <- {Message.GetType().Name} from {Sender?.ToString() ?? "nobody"}";
}
