using System.Collections.Immutable;

namespace ControlPlane.Node.Workload;

/// <summary>What the dynamic manager orders.</summary>
/// <param name="Wanted">So many containers shall exist, marked ones included.</param>
/// <param name="Marked">Now marked to go.</param>
/// <param name="TakenBack">Marked no longer.</param>
/// <param name="Ended">To be stopped: marked, idle, and their time is over.</param>
/// <param name="AtLimit">More is needed than <c>max_threads</c> allows, also counted by the most jobs of each.</param>
internal readonly record struct WorkloadStep(
    int Wanted,
    ImmutableArray<int> Marked,
    ImmutableArray<int> TakenBack,
    ImmutableArray<int> Ended,
    bool AtLimit)
{
    /// <summary>True where somebody has to do something.</summary>
    public bool Orders(int wantedBefore) =>
        Wanted != wantedBefore || Marked.Length > 0 || TakenBack.Length > 0 || Ended.Length > 0;
}
