using System.Globalization;

namespace ControlPlane.Node.Admin.Messages;

/// <summary>Figures of memory and pools as lines for the log.</summary>
internal static class MemoryText
{
    private static readonly string[] Names =
        ["generation 0", "generation 1", "generation 2", "large objects", "pinned objects"];

    /// <summary>Of a collection.</summary>
    public static IReadOnlyList<string> Freed(MemoryDeed deed, MemoryFigures before, MemoryFigures after) =>
    [
        string.Create(CultureInfo.InvariantCulture,
            $"netplex.mem.{Name(deed)}: heap {Bytes(before.Heap)} before, {Bytes(after.Heap)} after; "
            + $"committed {Bytes(after.Committed)}"),
    ];

    public static IReadOnlyList<string> Stats(MemoryFigures now)
    {
        const string Prefix = "netplex.mem.stats: ";
        return
        [
            $"{Prefix}heap {Bytes(now.Heap)}",
            $"{Prefix}at the last collection: fragments {Bytes(now.Fragmented)}, committed {Bytes(now.Committed)}, "
                + string.Join(
                    ", ", now.Generations.Take(Names.Length).Select((size, i) => $"{Names[i]} {Bytes(size)}")),
            Prefix + "collections " + string.Join(", ", now.Collections.Select((count, i) => string.Create(
                CultureInfo.InvariantCulture, $"{count} of generation {i}")))
                + string.Create(CultureInfo.InvariantCulture, $"; {now.PausePercent:0.##} % of the time"),
            $"{Prefix}allocated {Bytes(now.Allocated)} since the start",
            $"{Prefix}working set {Bytes(now.WorkingSet)}; machine {Bytes(now.Load)} of {Bytes(now.Available)} in use",
        ];
    }

    public static IReadOnlyList<string> Pools(PoolFigures now) =>
    [
        string.Create(CultureInfo.InvariantCulture,
            $"netplex.mem.pools: threads {now.Threads}, {now.Busy} at work, at most {now.Max}; "
            + $"work {now.Pending} waiting, {now.Completed} done"),
        string.Create(CultureInfo.InvariantCulture, $"netplex.mem.pools: timers {now.Timers}"),
    ];

    private static string Name(MemoryDeed deed) => deed == MemoryDeed.Compact ? "compact" : "major";

    private static string Bytes(long count) => string.Create(CultureInfo.InvariantCulture, $"{count} B");
}
