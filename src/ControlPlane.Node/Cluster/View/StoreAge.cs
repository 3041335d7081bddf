using ControlPlane.Etcd;

namespace ControlPlane.Node.Cluster.View;

/// <summary>
/// Tells whether etcd has gone back to an older state: its own revision, and that of each key, only grow. Neither says
/// so for certain when it has done much since; both together nearly always do.
/// </summary>
internal sealed class StoreAge
{
    private readonly Dictionary<string, long> _modified = new(StringComparer.Ordinal);

    /// <param name="reply">Everything that there is now.</param>
    /// <param name="revision">That was known before.</param>
    public bool IsOlder(RangeReply reply, long revision) => reply.Revision < revision
        || reply.Items.Any(item => item.ModRevision < _modified.GetValueOrDefault(item.Key));

    public void Begin(RangeReply reply)
    {
        _modified.Clear();
        foreach (var item in reply.Items)
        {
            _modified[item.Key] = item.ModRevision;
        }
    }

    public void Follow(WatchNews.Changes changes)
    {
        foreach (var change in changes.Events)
        {
            if (change.Deleted)
            {
                _modified.Remove(change.Key.Key);
            }
            else
            {
                _modified[change.Key.Key] = change.Key.ModRevision;
            }
        }
    }
}
