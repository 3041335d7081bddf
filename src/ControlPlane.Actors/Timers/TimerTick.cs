namespace ControlPlane.Actors;

/// <summary>One timer, which is also the message that it puts into the mailbox.</summary>
internal sealed class TimerTick(TimerScheduler owner, object key, object message, bool repeats)
    : IAutoReceived, IDisposable
{
    private int _inMailbox;

    public TimerScheduler Owner => owner;

    public object Key => key;

    public object Message => message;

    public bool Repeats => repeats;

    public ITimer? Timer { get; set; }

    /// <summary>Runs on the clock's thread.</summary>
    public void Due()
    {
        if (Interlocked.Exchange(ref _inMailbox, 1) == 0)
        {
            owner.Self.Tell(this, ActorRefs.NoSender);
        }
    }

    public void Taken() => Volatile.Write(ref _inMailbox, 0);

    public void Dispose() => Timer?.Dispose();
}
