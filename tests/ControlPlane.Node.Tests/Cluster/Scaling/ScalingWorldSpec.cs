using ControlPlane.Node.Cluster.Scaling;

namespace ControlPlane.Node.Tests.Cluster.Scaling;

/// <summary>Random loads on three nodes; each seed is one history.</summary>
public sealed class ScalingWorldSpec
{
    private const int Histories = 200;
    private const int Phases = 5;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    internal void There_are_never_too_many_and_in_peace_all_rests_with_the_free_capacity_that_is_asked_for(bool faults)
    {
        var breaches = Enumerable.Range(1, Histories).AsParallel()
            .Select(seed => (Seed: seed, Breach: new ScalingWorld(seed, faults).Run(Phases)))
            .Where(b => b.Breach is not null).OrderBy(b => b.Seed).ToList();
        Assert.True(
            breaches.Count == 0,
            $"{breaches.Count} of {Histories}: "
                + $"{string.Join("\n\n", breaches.Take(3).Select(b => $"{b.Seed}: {b.Breach}"))}");
    }

    [Fact]
    public void Believing_that_a_lower_cap_is_obeyed_at_once_is_found() =>
        Assert.Contains("at most", Found(quota => quota with { MostCap = quota.Cap }), StringComparison.Ordinal);

    [Fact]
    public void A_share_above_what_is_free_is_found() =>
        Assert.Contains(
            "in peace", Found(quota => quota with { MinFree = quota.MinFree + 9 }), StringComparison.Ordinal);

    private static string Found(Func<NodeQuota, NodeQuota> planted) => string.Join('\n', Enumerable.Range(1, 200)
        .Select(seed => new ScalingWorld(seed, planted: planted).Run(Phases)).OfType<string>().Take(20));
}
