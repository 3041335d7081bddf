namespace ControlPlane.Node.Workload;

/// <summary>A checked <c>workload_manager</c> section of type <c>constant</c>: a fixed number of containers.</summary>
/// <param name="Threads">1 to <see cref="WorkloadPlan.MostContainers"/> in a file (Netplex's word, also for processes);
/// <c>cplane scale</c> may say 0.</param>
/// <param name="MaxJobs">From 1; null: no limit.</param>
/// <param name="Greedy">See <see cref="WorkloadPlan"/>.</param>
internal sealed record ConstantPlan(int Threads, int? MaxJobs = null, bool Greedy = false) : WorkloadPlan(Greedy)
{
    public override int? JobLimit => MaxJobs;

    public override int? RecommendedJobs => null;

    public override int FirstCount => Threads;
}
