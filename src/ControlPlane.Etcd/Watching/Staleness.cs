namespace ControlPlane.Etcd.Watching;

/// <summary>
/// Tells whether a watch's member stands still. Either requests there got no answer since the stream has spoken last;
/// or other answers know of a later revision than the stream has spoken of, for longer than it may be. Keys of others
/// that change do look so; then the watch is made anew once in that time, no more.
/// </summary>
internal sealed class Staleness(TimeSpan allowed, TimeProvider time)
{
    private readonly Lock _gate = new();
    private long _heard;
    private int _failures;
    private long? _behindSince;

    /// <summary>The stream has spoken.</summary>
    /// <param name="revision">Of the store, as it says.</param>
    /// <param name="failures">Requests to its member that got no answer, so far.</param>
    public void Hears(long revision, int failures)
    {
        lock (_gate)
        {
            _heard = Math.Max(_heard, revision);
            _failures = failures;
            _behindSince = null;
        }
    }

    /// <summary>Asked now and then, once it has spoken.</summary>
    /// <param name="known">The highest revision of all answers.</param>
    /// <param name="failures">As above.</param>
    public bool IsStale(long known, int failures)
    {
        lock (_gate)
        {
            if (failures != _failures)
            {
                return true;
            }

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
