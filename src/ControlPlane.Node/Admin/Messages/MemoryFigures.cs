using System.Runtime;

namespace ControlPlane.Node.Admin.Messages;

/// <summary>The memory of this process at one moment, in bytes where nothing else is said.</summary>
/// <param name="Heap">What the managed heap holds now.</param>
/// <param name="Fragmented">Free places between objects at the last collection; like the next two, 0 before the
/// first.</param>
/// <param name="Committed">Taken from the system for the managed heap, at the last collection.</param>
/// <param name="Generations">Sizes of generation 0, 1, 2, the large and the pinned objects, at the last
/// collection.</param>
/// <param name="Collections">How often each of generation 0, 1, 2 was collected.</param>
/// <param name="Allocated">Ever allocated.</param>
/// <param name="WorkingSet">In physical memory, all of the process.</param>
/// <param name="Load">Physical memory in use on this machine.</param>
/// <param name="Available">Physical memory that there is for this process.</param>
/// <param name="PausePercent">Time spent in collections since the start.</param>
internal sealed record MemoryFigures(
    long Heap,
    long Fragmented,
    long Committed,
    IReadOnlyList<long> Generations,
    IReadOnlyList<int> Collections,
    long Allocated,
    long WorkingSet,
    long Load,
    long Available,
    double PausePercent)
{
    public static MemoryFigures Now()
    {
        var info = GC.GetGCMemoryInfo(GCKind.Any);
        return new MemoryFigures(
            GC.GetTotalMemory(forceFullCollection: false),
            info.FragmentedBytes,
            info.TotalCommittedBytes,
            [.. info.GenerationInfo.ToArray().Select(generation => generation.SizeAfterBytes)],
            [.. Enumerable.Range(0, GC.MaxGeneration + 1).Select(GC.CollectionCount)],
            GC.GetTotalAllocatedBytes(),
            Environment.WorkingSet,
            info.MemoryLoadBytes,
            info.TotalAvailableMemoryBytes,
            info.PauseTimePercentage);
    }

    /// <summary>Collects; returns when it is done.</summary>
    public static void Collect(bool compact)
    {
        if (compact)
        {
            GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
        }

        GC.Collect(
            GC.MaxGeneration, compact ? GCCollectionMode.Aggressive : GCCollectionMode.Forced, blocking: true, compact);
    }
}
