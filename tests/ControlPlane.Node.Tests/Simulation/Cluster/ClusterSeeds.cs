namespace ControlPlane.Node.Tests.Simulation.Cluster;

/// <summary>Many random clusters, on all cores.</summary>
internal static class ClusterSeeds
{
    /// <summary>What was broken, by seed; those that kept every rule are not among it.</summary>
    public static IEnumerable<string> Breaches(int first, int last) =>
        Enumerable.Range(first, last - first + 1).AsParallel().AsOrdered()
            .Select(seed => Breach(seed)).OfType<string>();

    /// <summary>The first seed that finds a planted fault, and how; null: none does.</summary>
    public static string? Finds(ClusterPlant plant, int seeds) =>
        Enumerable.Range(1, seeds).Select(seed => Breach(seed, plant)).FirstOrDefault(breach => breach is not null);

    private static string? Breach(int seed, ClusterPlant? plant = null)
    {
        using var world = ClusterWorld.Of(seed, plant: plant);
        return ClusterRun.Of(world) is { } breach ? $"seed {seed}, {breach}" : null;
    }
}
