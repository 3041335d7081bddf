namespace ControlPlane.Actors;

/// <summary>
/// Messages to oneself at a later time. Each timer has a key; starting one with the key of another replaces it. A
/// message of a timer that was cancelled or replaced, or belongs to an earlier instance, is never handled, even if it
/// was in the mailbox already. All timers end with the instance. Only for use inside the actor.
/// </summary>
public interface ITimerScheduler
{
    /// <summary>Tells the message once.</summary>
    /// <param name="key">Compared with Equals.</param>
    /// <param name="message">Sent without a sender.</param>
    /// <param name="timeout">Zero or more.</param>
    void StartSingleTimer(object key, object message, TimeSpan timeout);

    /// <summary>
    /// The same for a moment to which so much time is left. One that has passed while that was worked out is due at
    /// once.
    /// </summary>
    /// <param name="key">Compared with Equals.</param>
    /// <param name="message">Sent without a sender.</param>
    /// <param name="left">Also below zero.</param>
    void StartDueTimer(object key, object message, TimeSpan left) =>
        StartSingleTimer(key, message, left > TimeSpan.Zero ? left : TimeSpan.Zero);

    /// <summary>
    /// Tells the message again and again, first after one interval. A tick that finds the one before still in the
    /// mailbox is left out.
    /// </summary>
    /// <param name="key">Compared with Equals.</param>
    /// <param name="message">Sent without a sender.</param>
    /// <param name="interval">Above zero.</param>
    void StartPeriodicTimer(object key, object message, TimeSpan interval);

    /// <summary>As above with a first delay of its own.</summary>
    void StartPeriodicTimer(object key, object message, TimeSpan initialDelay, TimeSpan interval);

    /// <summary>True from the start until cancelled; for a single timer until its message is handled.</summary>
    bool IsTimerActive(object key);

    /// <summary>Does nothing if there is no such timer.</summary>
    void Cancel(object key);

    /// <summary>Cancels every timer of this actor.</summary>
    void CancelAll();
}
