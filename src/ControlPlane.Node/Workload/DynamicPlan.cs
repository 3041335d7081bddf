namespace ControlPlane.Node.Workload;

/// <summary>
/// A checked <c>workload_manager</c> section of type <c>dynamic</c>: as many containers as the jobs need, so that the
/// free capacity stays between <paramref name="MinFree"/> and <paramref name="MaxFree"/>.
/// </summary>
/// <param name="MaxJobs">M, from 1: the most jobs of one container.</param>
/// <param name="Recommended">R, 1 to M: what one container counts as capacity.</param>
/// <param name="MinFree">From 0: below it containers are started.</param>
/// <param name="MaxFree">From <paramref name="MinFree"/>: above it containers are marked to go.</param>
/// <param name="MaxThreads">1 to <see cref="WorkloadPlan.MostContainers"/>: never more containers.</param>
/// <param name="InactivityTimeout">From 1 s: a marked container without jobs goes after this.</param>
/// <param name="Greedy">See <see cref="WorkloadPlan"/>.</param>
internal sealed record DynamicPlan(
    int MaxJobs,
    int Recommended,
    int MinFree,
    int MaxFree,
    int MaxThreads,
    TimeSpan InactivityTimeout,
    bool Greedy = false) : WorkloadPlan(Greedy)
{
    public override int? JobLimit => MaxJobs;

    public override int? RecommendedJobs => Recommended;

    /// <summary>Enough for the least free capacity.</summary>
    public override int FirstCount => Math.Min(MaxThreads, (MinFree + Recommended - 1) / Recommended);
}
