namespace ControlPlane.Actors;

/// <summary>
/// First in, first out, without a segment of its own: messages are linked through themselves. Many writers; TakeAll
/// hands each message to exactly one reader.
/// </summary>
internal sealed class SystemQueue
{
    private SystemMessage? _newest;

    public bool IsEmpty => Volatile.Read(ref _newest) is null;

    public void Add(SystemMessage message)
    {
        var newest = Volatile.Read(ref _newest);
        while (true)
        {
            message.Next = newest;
            var seen = Interlocked.CompareExchange(ref _newest, message, newest);
            if (ReferenceEquals(seen, newest))
            {
                return;
            }

            newest = seen;
        }
    }

    /// <summary>All messages, linked oldest first, or null.</summary>
    public SystemMessage? TakeAll()
    {
        if (IsEmpty)
        {
            return null;
        }

        var newest = Interlocked.Exchange(ref _newest, null);
        SystemMessage? oldest = null;
        while (newest is not null)
        {
            var next = newest.Next;
            newest.Next = oldest;
            oldest = newest;
            newest = next;
        }

        return oldest;
    }
}
