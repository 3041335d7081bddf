namespace ControlPlane.Node.Workload;

/// <summary>All that the arithmetic of the dynamic manager needs. Jobs and capacities are in jobs.</summary>
/// <param name="Plan">The numbers of the file.</param>
/// <param name="Wanted">Containers that shall exist, marked ones included; those ordered and not there yet count
/// too.</param>
/// <param name="Marked">Of these, those that are marked to go.</param>
/// <param name="Out">Of those not marked, those that give nothing (<see cref="Standing.Out"/>).</param>
/// <param name="Leaving">Told to stop, not gone yet: not in <paramref name="Wanted"/>.</param>
/// <param name="Shortfall">What containers with a limit of their own below R lack to R, summed up.</param>
/// <param name="Used">Jobs that use capacity, and connections that wait.</param>
internal readonly record struct WorkloadFigures(
    DynamicPlan Plan, int Wanted, int Marked, int Out, int Leaving, long Shortfall, long Used)
{
    /// <summary>R for each container that counts.</summary>
    public long Capacity => ((long)Plan.Recommended * (Wanted - Marked - Out)) - Shortfall;

    /// <summary>Below zero where more waits than all containers should have.</summary>
    public long Free => Capacity - Used;
}

/// <summary>What the figures ask for.</summary>
/// <param name="Need">So much free capacity is missing; 0: none.</param>
/// <param name="Starts">So many containers may and should be started for it, if no marked one is taken back.</param>
/// <param name="Surplus">So many containers are to be marked.</param>
internal readonly record struct WorkloadNeed(long Need, int Starts, int Surplus)
{
    /// <summary>
    /// So many marked ones are to be taken back whatever is free: a number is asked for that lacks them.
    /// </summary>
    public int Missing { get; init; }

    /// <summary>So many are to be stopped now, busy or not.</summary>
    public int Ends { get; init; }

    /// <summary>Nothing is taken back beyond so many that stay; null: <c>max_threads</c>.</summary>
    public int? Most { get; init; }
}
