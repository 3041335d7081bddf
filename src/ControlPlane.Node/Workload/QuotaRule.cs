namespace ControlPlane.Node.Workload;

/// <summary>
/// The arithmetic of the dynamic manager on a node of a cluster, in place of <see cref="CapacityRule"/>: the leader
/// judges the whole, and this keeps the node at its part. What it marks leaves the least free capacity that it would
/// start for, so no decision is the cause of the next one.
/// </summary>
internal static class QuotaRule
{
    public static WorkloadNeed Judge(WorkloadFigures figures, Quota quota)
    {
        var recommended = figures.Plan.Recommended;
        var staying = figures.Wanted - figures.Marked;
        var addable = Math.Max(0, quota.Cap - staying);
        var missing = Math.Clamp(quota.Count - staying, 0, addable);

        // Never more than it may start for: at the limit of its part a node has nothing to complain of.
        var lacking = Math.Max(Math.Max(0, quota.MinFree - figures.Free), (long)missing * recommended);
        var need = Math.Min(lacking, (long)addable * recommended);
        var room = Math.Max(0, quota.Cap - figures.Wanted - figures.Leaving);
        var starts = (int)Math.Min(room, (need + recommended - 1) / recommended);

        var spare = Math.Max(0, figures.Free - quota.MinFree) / recommended;
        var surplus = quota.Settled ? Math.Min(spare, Math.Max(0, staying - quota.Count)) : 0;
        return new WorkloadNeed(need, starts, quota.Leaves ? 0 : (int)Math.Max(surplus, staying - quota.Cap))
        {
            Ends = quota.Leaves ? Math.Max(0, figures.Wanted - quota.Count) : 0,
            Missing = missing,
            Most = quota.Cap,
        };
    }
}
