using ControlPlane.Node.Workload;

namespace ControlPlane.Node.Controller.Configuration;

/// <summary>Which keys differ between two <c>workload_manager</c> sections, without the number of containers.</summary>
internal static class WorkloadDifference
{
    public static IReadOnlyList<KeyChange> Between(WorkloadPlan old, WorkloadPlan next) => (old, next) switch
    {
        (ConstantPlan a, ConstantPlan b) => Changed(
            KeyChange.Of("max_jobs_per_thread", PlanText.Of(a.MaxJobs), PlanText.Of(b.MaxJobs)),
            Greedy(a, b)),
        (DynamicPlan a, DynamicPlan b) => Changed(
            KeyChange.Of("max_jobs_per_thread", PlanText.Of(a.MaxJobs), PlanText.Of(b.MaxJobs)),
            KeyChange.Of("recommended_jobs_per_thread", PlanText.Of(a.Recommended), PlanText.Of(b.Recommended)),
            KeyChange.Of("min_free_jobs_capacity", PlanText.Of(a.MinFree), PlanText.Of(b.MinFree)),
            KeyChange.Of("max_free_jobs_capacity", PlanText.Of(a.MaxFree), PlanText.Of(b.MaxFree)),
            KeyChange.Of("max_threads", PlanText.Of(a.MaxThreads), PlanText.Of(b.MaxThreads)),
            KeyChange.Of("inactivity_timeout", PlanText.Of(a.InactivityTimeout), PlanText.Of(b.InactivityTimeout)),
            Greedy(a, b)),
        _ => Changed(KeyChange.Of("workload_manager", InWords(old), InWords(next))),
    };

    private static KeyChange? Greedy(WorkloadPlan old, WorkloadPlan next) =>
        KeyChange.Of("greedy_accepts", PlanText.Of(old.Greedy), PlanText.Of(next.Greedy));

    private static string InWords(WorkloadPlan plan) => plan switch
    {
        ConstantPlan constant => $"constant ({constant.Threads})",
        DynamicPlan dynamic => $"dynamic (up to {dynamic.MaxThreads})",
        _ => throw new InvalidOperationException($"no words for {plan.GetType().Name}"),
    };

    private static IReadOnlyList<KeyChange> Changed(params KeyChange?[] keys) => [.. keys.OfType<KeyChange>()];
}
