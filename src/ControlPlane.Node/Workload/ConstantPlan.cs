namespace ControlPlane.Node.Workload;

/// <summary>A checked <c>workload_manager</c> section of type <c>constant</c>: a fixed number of containers.</summary>
/// <param name="Threads">1 to <see cref="MaxThreads"/> in a file (Netplex's word, also for processes); <c>cplane
/// scale</c> may say 0.</param>
internal sealed record ConstantPlan(int Threads)
{
    public const int MaxThreads = 10_000;
}
