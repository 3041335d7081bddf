namespace ControlPlane.Node.Workload;

/// <summary>
/// The arithmetic of the dynamic manager (design, semantics: dynamic workload manager). After a start, free is below
/// min + R; after marking, it is at least max: no decision is the cause of the next one, so a steady load gives
/// neither.
/// </summary>
internal static class CapacityRule
{
    public static WorkloadNeed Judge(WorkloadFigures figures)
    {
        var plan = figures.Plan;
        var need = Math.Max(0, plan.MinFree - figures.Free);
        var starts = Math.Min(Room(figures), ((need + plan.Recommended) - 1) / plan.Recommended);
        var surplus = Math.Max(0, figures.Free - plan.MaxFree) / plan.Recommended;

        // After a reload to a lower max_threads there may be more than it; they go when they are idle.
        var beyond = figures.Wanted - figures.Marked - plan.MaxThreads;
        return new WorkloadNeed(need, (int)starts, (int)Math.Max(surplus, beyond));
    }

    /// <summary>How many more containers may be started: all that exist count, whatever their state.</summary>
    private static long Room(WorkloadFigures figures) =>
        Math.Max(0, figures.Plan.MaxThreads - figures.Wanted - figures.Leaving);
}
