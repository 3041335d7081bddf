namespace ControlPlane.Etcd.Watching;

/// <summary>
/// Tells whether a watch's member stands still: other answers know of a later revision than the stream has spoken of, for
/// longer than it may be. Keys of others that change do look so; then the watch is made anew once in that time, no more.
/// </summary>
internal sealed class Staleness(TimeSpan allowed, TimeProvider time)
{
    private readonly Lock _gate = new();
    private long _heard;
    private long? _behindSince;

    /// <summary>The stream has spoken, of this revision.</summary>
    public void Hears(long revision)
    {
        lock (_gate)
        {
            _heard = Math.Max(_heard, revision);
            _behindSince = null;
        }
    }

    /// <summary>Asked now and then.</summary>
    /// <param name="known">The highest revision of all answers.</param>
    public bool IsStale(long known)
    {
        lock (_gate)
        {
            if (known <= _heard)
            {
                _behindSince = null;
                return false;
            }

            _behindSince ??= time.GetTimestamp();
            return time.GetElapsedTime(_behindSince.Value) >= allowed;
        }
    }
}
