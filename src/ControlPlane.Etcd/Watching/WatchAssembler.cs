using System.Collections.Immutable;

namespace ControlPlane.Etcd.Watching;

/// <summary>
/// Makes whole revisions, each once, out of what a watch stream says. etcd cuts large messages into fragments, which
/// may end inside a revision; a stream that was opened anew may repeat what is known.
/// </summary>
/// <param name="told">Everything up to this revision is known.</param>
internal sealed class WatchAssembler(long told)
{
    /// <summary>Characters of one revision; a transaction cannot be that large.</summary>
    private const long LargestRevision = 64 * 1024 * 1024;

    private readonly List<WatchEvent> _part = [];
    private long _size;

    /// <summary>Everything up to this revision has been told.</summary>
    public long Told { get; private set; } = told;

    /// <summary>A new stream begins after <see cref="Told"/>.</summary>
    public void Restart()
    {
        _part.Clear();
        _size = 0;
    }

    /// <summary>Word that everything up to this revision has been sent.</summary>
    public WatchNews.Changes Progress(long revision)
    {
        Told = Math.Max(Told, revision);
        return new WatchNews.Changes(Told, []);
    }

    /// <summary>Null: nothing whole yet.</summary>
    /// <param name="events">In order.</param>
    /// <param name="more">A fragment: the last revision may go on in the next message.</param>
    public WatchNews.Changes? Add(ImmutableArray<WatchEvent> events, bool more)
    {
        foreach (var change in events)
        {
            if (change.Key.ModRevision > Told)
            {
                _part.Add(change);
                _size += change.Key.Key.Length + change.Key.Value.Length;
            }
        }

        var open = more && _part.Count > 0 ? _part[^1].Key.ModRevision : long.MaxValue;
        var whole = _part.TakeWhile(change => change.Key.ModRevision < open).ToImmutableArray();
        _part.RemoveRange(0, whole.Length);
        _size = whole.Length == 0 ? _size : _part.Sum(change => (long)change.Key.Key.Length + change.Key.Value.Length);
        if (_size > LargestRevision)
        {
            throw new InvalidDataException($"one revision has more than {LargestRevision} characters");
        }

        if (whole.IsEmpty)
        {
            return null;
        }

        Told = whole[^1].Key.ModRevision;
        return new WatchNews.Changes(Told, whole);
    }
}
