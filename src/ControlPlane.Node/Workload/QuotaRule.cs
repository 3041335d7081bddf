namespace ControlPlane.Node.Workload;

/// <summary>What a cluster allows here of a dynamic service.</summary>
internal sealed record Quota(int Count, int Cap, int MinFree, bool Settled);

/// <summary>The arithmetic of one node's share.</summary>
internal static class QuotaRule
{
    public static WorkloadNeed Judge(WorkloadFigures figures, Quota quota)
    {
        var plan = figures.Plan;
        var need = Math.Max(0, quota.MinFree - figures.Free);
        var room = Math.Max(0, quota.Cap - figures.Wanted - figures.Leaving);
        var starts = Math.Max(quota.Count - figures.Wanted, (need + plan.Recommended - 1) / plan.Recommended);
        var surplus = quota.Settled ? Math.Max(0, figures.Wanted - figures.Marked - quota.Count) : 0;
        return new WorkloadNeed(need, (int)Math.Min(room, starts), surplus);
    }
}
