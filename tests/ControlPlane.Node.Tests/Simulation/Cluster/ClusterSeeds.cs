namespace ControlPlane.Node.Tests.Simulation.Cluster;

/// <summary>Many random clusters, on all cores.</summary>
internal static class ClusterSeeds
{
    /// <summary>What was broken, by seed; those that kept every rule are not among it.</summary>
    public static IEnumerable<string> Breaches(int first, int last) =>
        Enumerable.Range(first, last - first + 1).AsParallel().AsOrdered().Select(Breach).OfType<string>();

    private static string? Breach(int seed)
    {
        using var world = ClusterWorld.Of(seed);
        return ClusterRun.Of(world) is { } breach ? $"seed {seed}, {breach}" : null;
    }
}
