namespace ControlPlane.Node.Tests.Simulation.Cluster;

public sealed class ClusterSimulationSpec
{
    private const int Seeds = 1_000;

    [Fact]
    public void A_thousand_random_clusters_keep_every_rule()
    {
        var breaches = ClusterSeeds.Breaches(1, Seeds).ToList();
        Assert.True(breaches.Count == 0, $"{breaches.Count} of {Seeds} clusters: {string.Join('\n', breaches.Take(5))}");
    }
}
