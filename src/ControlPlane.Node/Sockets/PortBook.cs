namespace ControlPlane.Node.Sockets;

/// <summary>
/// The ports that the node has assigned to containers. They come from below the range that Linux takes ports of
/// outgoing connections from (32768 and up), so that none is lost to a client between two starts of a worker.
/// </summary>
internal sealed class PortBook
{
    public const int First = 20_000;
    public const int Last = 32_767;

    private readonly Lock _gate = new();
    private readonly HashSet<int> _assigned = [];

    /// <summary>A port that is assigned to nobody and that can be bound; null: there is none.</summary>
    /// <param name="start">From 0 up to, not including, 1: where to begin. Nodes that begin elsewhere rarely
    /// meet.</param>
    /// <param name="isFree">Asks the machine.</param>
    public int? Take(double start, Func<int, bool> isFree)
    {
        const int Count = Last - First + 1;
        lock (_gate)
        {
            for (var i = 0; i < Count; i++)
            {
                var port = First + (((int)(start * Count) + i) % Count);
                if (!_assigned.Contains(port) && isFree(port))
                {
                    _assigned.Add(port);
                    return port;
                }
            }
        }

        return null;
    }

    public void Release(int port)
    {
        lock (_gate)
        {
            _assigned.Remove(port);
        }
    }
}
