namespace ControlPlane.Actors;

/// <summary>
/// Request and answer for callers that are no actors (inside an actor, pipe the task back to yourself).
/// </summary>
public static class Asking
{
    /// <summary>Tells the message and waits for the first answer.</summary>
    /// <typeparam name="T">
    /// Type of the answer. A <see cref="Status.Failure"/> fails the task with its cause.
    /// </typeparam>
    /// <param name="receiver">Whom to ask.</param>
    /// <param name="message">The question.</param>
    /// <param name="timeout">Null or infinite: no limit; measured by the system's TimeProvider.</param>
    /// <param name="cancellationToken">Cancels the waiting, not the work.</param>
    /// <returns> Fails with <see cref="AskTimeoutException"/> when no answer came in time or the question became a dead
    /// letter, and with <see cref="ArgumentException"/> when the answer has another type.
    /// </returns>
    public static Task<T> Ask<T>(
        this IActorRef receiver,
        object message,
        TimeSpan? timeout = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        return receiver.Ask<T>(_ => message, timeout, cancellationToken);
    }

    /// <summary>As above, for a message that names its answer's receiver.</summary>
    /// <param name="receiver">Whom to ask.</param>
    /// <param name="messageFactory">Gets the reference that the answer goes to.</param>
    /// <param name="timeout">Null or infinite: no limit.</param>
    /// <param name="cancellationToken">Cancels the waiting, not the work.</param>
    public static Task<T> Ask<T>(
        this IActorRef receiver,
        Func<IActorRef, object> messageFactory,
        TimeSpan? timeout = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(receiver);
        ArgumentNullException.ThrowIfNull(messageFactory);
        var system = InternalActorRef.Of(receiver).System;
        if (system is null)
        {
            return Task.FromException<T>(new AskTimeoutException($"{receiver.Path} was asked; it is nobody"));
        }

        var promise = new PromiseRef<T>(system, receiver.Path);
        promise.Arm(timeout ?? Timeout.InfiniteTimeSpan, cancellationToken);
        receiver.Tell(messageFactory(promise), promise);
        return promise.Task;
    }
}
