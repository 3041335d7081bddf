using System.Collections.Concurrent;

namespace ControlPlane.Node.Sockets;

/// <summary>The seats of every service with containers in this process. Safe from all threads.</summary>
/// <param name="time">All time.</param>
/// <param name="inline">See <see cref="SeatTable"/>.</param>
internal sealed class SeatTables(TimeProvider time, bool inline = false)
{
    private readonly ConcurrentDictionary<string, SeatTable> _tables = new(StringComparer.Ordinal);

    /// <summary>The one table of a service; a service that comes back finds its own again.</summary>
    public SeatTable Of(string service) => _tables.GetOrAdd(service, _ => new SeatTable(time, inline));
}
