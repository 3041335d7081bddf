using System.Collections.Immutable;

namespace ControlPlane.Etcd;

/// <summary>What a watch tells.</summary>
public abstract record WatchNews
{
    /// <summary>Changes of one or more revisions, whole and in order.</summary>
    /// <param name="Revision">Everything up to this one has been told.</param>
    /// <param name="Events">May be empty: only time has passed.</param>
    public sealed record Changes(long Revision, ImmutableArray<WatchEvent> Events) : WatchNews;

    /// <summary>
    /// The history that was asked for is gone, or etcd was restored from an older state and does not have it yet; the
    /// watch has ended. Read anew, then watch from there.
    /// </summary>
    public sealed record Compacted(long Revision) : WatchNews;

    /// <summary>No endpoint answers; it goes on trying. Told once each time that begins.</summary>
    public sealed record Interrupted(string Why) : WatchNews;

    /// <summary>It hears again; what it missed meanwhile follows, or <see cref="Compacted"/>.</summary>
    public sealed record Resumed : WatchNews;
}

/// <param name="Deleted">The key is gone; <paramref name="Key"/> has its name and the revision of its end.</param>
/// <param name="Key">The key after the change.</param>
public sealed record WatchEvent(bool Deleted, KeyValue Key);
