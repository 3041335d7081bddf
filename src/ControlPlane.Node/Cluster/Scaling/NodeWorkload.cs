namespace ControlPlane.Node.Cluster.Scaling;

/// <summary>What a node publishes of a dynamic service: its <see cref="Node.Workload.WorkloadFigures"/>.</summary>
/// <param name="Wanted">Containers that shall exist there, marked ones included.</param>
/// <param name="Marked">Of these, those that are marked to go.</param>
/// <param name="Out">Of those not marked, those that give nothing.</param>
/// <param name="Leaving">Told to stop, not gone yet; not in <paramref name="Wanted"/>.</param>
/// <param name="Shortfall">What containers lack to R by a limit of their own.</param>
/// <param name="Used">Jobs that use capacity, and connections that wait.</param>
internal readonly record struct NodeWorkload(int Wanted, int Marked, int Out, int Leaving, long Shortfall, long Used)
{
    /// <summary>Those that stay.</summary>
    public int Staying => Wanted - Marked;

    /// <summary>All that exist, or will without another word.</summary>
    public int Existing => Wanted + Leaving;
}
