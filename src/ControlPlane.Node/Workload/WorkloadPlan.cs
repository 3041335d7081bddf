namespace ControlPlane.Node.Workload;

/// <summary>
/// A checked <c>workload_manager</c> section: <see cref="ConstantPlan"/> or <see cref="DynamicPlan"/>.
/// </summary>
/// <param name="Greedy">An asynchronous container in this process may take several waiting connections in one
/// go.</param>
internal abstract record WorkloadPlan(bool Greedy)
{
    /// <summary>The most containers that a file may ask for.</summary>
    public const int MostContainers = 10_000;

    /// <summary>The most jobs that a file may allow a container.</summary>
    public const int MostJobs = 100_000;

    /// <summary>The most jobs that a container may have at once; null: no limit. Binding in this process
    /// only.</summary>
    public abstract int? JobLimit { get; }

    /// <summary>How many containers a service has while there is nothing to do.</summary>
    public abstract int FirstCount { get; }

    /// <summary>So many jobs a container should have before others are filled; null: no such number.</summary>
    public abstract int? RecommendedJobs { get; }
}
