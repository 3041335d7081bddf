namespace ControlPlane.Actors;

/// <summary>Which mailbox an actor gets; see <see cref="Props.WithMailbox"/>.</summary>
public sealed record Mailbox
{
    private Mailbox(int capacity) => Capacity = capacity;

    /// <summary>Takes everything: the default.</summary>
    public static Mailbox Unbounded { get; } = new(int.MaxValue);

    /// <summary>Messages that may wait.</summary>
    public int Capacity { get; }

    /// <summary>
    /// Holds at most <paramref name="capacity"/> messages; what comes while it is full is dropped and counted, and the
    /// actor is told <see cref="MessagesDropped"/> at the place of the gap. Messages of the engine (Terminated, timers,
    /// PoisonPill, Kill) are never dropped and do not count.
    /// </summary>
    /// <param name="capacity">1 or more.</param>
    public static Mailbox Bounded(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        return new Mailbox(capacity);
    }

    internal IUserQueue NewQueue() => this == Unbounded ? new UnboundedQueue() : new BoundedQueue(Capacity);
}
