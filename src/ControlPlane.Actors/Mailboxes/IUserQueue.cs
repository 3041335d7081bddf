namespace ControlPlane.Actors;

/// <summary>The queue of user messages: many writers, and one reader at a time.</summary>
internal interface IUserQueue
{
    bool IsEmpty { get; }

    /// <summary>False: no room, the message was dropped and counted.</summary>
    bool TryEnqueue(in Envelope envelope);

    bool TryDequeue(out Envelope envelope);
}
