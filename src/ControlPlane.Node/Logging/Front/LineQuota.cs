using ControlPlane.Node.Logging.Lines;

namespace ControlPlane.Node.Logging.Front;

/// <summary>
/// How much may wait for one destination: bounded in characters, so that neither a flood nor a slow disk fills the
/// memory, and shared fairly: a component may hold as much as is still free, so one that floods gets half of the room,
/// two get a third each, and those who write little always find some. Thread-safe.
/// </summary>
internal sealed class LineQuota(int room = LineQuota.DefaultRoom)
{
    /// <summary>Characters, with <see cref="LineCost"/> for each line.</summary>
    public const int DefaultRoom = 4 * 1024 * 1024;

    /// <summary>What a line costs beside its message: the objects around it.</summary>
    public const int LineCost = 128;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, long> _held = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _dropped = new(StringComparer.Ordinal);
    private long _free = room;

    /// <summary>Whether <see cref="TakeDropped"/> has something to tell.</summary>
    public bool HasDropped
    {
        get
        {
            lock (_lock)
            {
                return _dropped.Count > 0;
            }
        }
    }

    /// <summary>False: no room, the line is dropped and counted.</summary>
    public bool TryTake(LogLine line)
    {
        var cost = Cost(line);
        lock (_lock)
        {
            var held = _held.GetValueOrDefault(line.Component);
            if (held + cost > _free)
            {
                _dropped[line.Component] = _dropped.GetValueOrDefault(line.Component) + 1;
                return false;
            }

            _held[line.Component] = held + cost;
            _free -= cost;
            return true;
        }
    }

    /// <summary>The line waits no longer.</summary>
    public void Release(LogLine line)
    {
        var cost = Cost(line);
        lock (_lock)
        {
            _free += cost;
            var held = _held[line.Component] - cost;
            if (held == 0)
            {
                _held.Remove(line.Component);
            }
            else
            {
                _held[line.Component] = held;
            }
        }
    }

    /// <summary>Lines dropped by component since the last call, sorted by name.</summary>
    public IReadOnlyList<(string Component, long Count)> TakeDropped()
    {
        lock (_lock)
        {
            if (_dropped.Count == 0)
            {
                return [];
            }

            var dropped = _dropped.Select(entry => (entry.Key, entry.Value)).ToList();
            _dropped.Clear();
            return dropped;
        }
    }

    private static long Cost(LogLine line) => LineCost + line.Message.Length;
}
