using System.Collections.Concurrent;

namespace ControlPlane.Actors;

/// <summary>Takes everything.</summary>
internal sealed class UnboundedQueue : IUserQueue
{
    private readonly ConcurrentQueue<Envelope> _queue = new();

    public bool IsEmpty => _queue.IsEmpty;

    public bool TryEnqueue(in Envelope envelope)
    {
        _queue.Enqueue(envelope);
        return true;
    }

    public bool TryDequeue(out Envelope envelope) => _queue.TryDequeue(out envelope);
}
