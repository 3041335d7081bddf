using System.Collections.Concurrent;

namespace ControlPlane.Actors;

/// <summary>Holds so many messages; drops the newest when full, and says how many where they are missing.</summary>
internal sealed class BoundedQueue(int capacity) : IUserQueue
{
    private readonly ConcurrentQueue<Envelope> _queue = new();
    private int _held;
    private long _dropped;

    public bool IsEmpty => _queue.IsEmpty && Volatile.Read(ref _dropped) == 0;

    public bool TryEnqueue(in Envelope envelope)
    {
        if (envelope.Message is IAutoReceived)
        {
            _queue.Enqueue(envelope);
            return true;
        }

        if (Interlocked.Increment(ref _held) > capacity)
        {
            Interlocked.Decrement(ref _held);
            Interlocked.Increment(ref _dropped);
            return false;
        }

        AnnounceGap();
        _queue.Enqueue(envelope);
        return true;
    }

    public bool TryDequeue(out Envelope envelope)
    {
        if (_queue.TryDequeue(out envelope))
        {
            if (envelope.Message is not IAutoReceived and not MessagesDropped)
            {
                Interlocked.Decrement(ref _held);
            }

            return true;
        }

        // Nothing came after the gap: the notice must not wait for the next message.
        var dropped = Interlocked.Exchange(ref _dropped, 0);
        envelope = dropped > 0 ? new Envelope(new MessagesDropped(dropped), null) : default;
        return dropped > 0;
    }

    private void AnnounceGap()
    {
        if (Volatile.Read(ref _dropped) == 0)
        {
            return;
        }

        var dropped = Interlocked.Exchange(ref _dropped, 0);
        if (dropped > 0)
        {
            _queue.Enqueue(new Envelope(new MessagesDropped(dropped), null));
        }
    }
}
