namespace ControlPlane.Node.Cluster.Leading;

/// <summary>
/// When etcd is to forget, and what: the history that is older than some minutes, once in some minutes. Without it each
/// report and each assignment that ever was is kept, until the disk quota of etcd is used up. Pure.
/// </summary>
internal sealed class HistoryRule
{
    /// <summary>Whoever was away for longer reads everything anew.</summary>
    public static readonly TimeSpan Keeps = TimeSpan.FromMinutes(10);

    public static readonly TimeSpan Every = TimeSpan.FromMinutes(5);

    private readonly Queue<(TimeSpan At, long Revision)> _seen = new();
    private TimeSpan? _due;
    private long _forgotten;

    /// <summary>When to ask again; null: now.</summary>
    public TimeSpan? Due => _due;

    /// <summary>It leads no longer: what another leader does meanwhile is not known.</summary>
    public void Reset()
    {
        _seen.Clear();
        (_due, _forgotten) = (null, 0);
    }

    /// <summary>What was before it is to be forgotten; null: nothing.</summary>
    /// <param name="now">By a clock that goes on while the machine sleeps.</param>
    /// <param name="revision">The store is as far as that.</param>
    public long? Next(TimeSpan now, long revision)
    {
        if (now < _due)
        {
            return null;
        }

        _due = now + Every;
        long? old = null;
        while (_seen.TryPeek(out var first) && first.At <= now - Keeps)
        {
            old = _seen.Dequeue().Revision;
        }

        _seen.Enqueue((now, revision));
        if (old is null || old <= _forgotten)
        {
            return null;
        }

        _forgotten = old.Value;
        return old;
    }
}
