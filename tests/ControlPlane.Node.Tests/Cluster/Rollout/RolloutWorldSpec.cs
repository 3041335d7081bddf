using ControlPlane.Node.Cluster.Rollout;

namespace ControlPlane.Node.Tests.Cluster.Rollout;

/// <summary>Random histories of a whole cluster; each seed is one history.</summary>
public sealed class RolloutWorldSpec
{
    private const int Histories = 300;
    private const int Phases = 6;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    internal void There_are_never_more_than_wanted_and_one_nor_more_on_a_node_than_it_holds_and_all_comes_to_rest(
        bool faults)
    {
        var breaches = Enumerable.Range(1, Histories).AsParallel()
            .Select(seed => (Seed: seed, Breach: new RolloutWorld(seed, faults).Run(Phases)))
            .Where(b => b.Breach is not null).OrderBy(b => b.Seed).ToList();
        Assert.True(
            breaches.Count == 0,
            $"{breaches.Count} of {Histories}: "
                + $"{string.Join("\n\n", breaches.Take(3).Select(b => $"{b.Seed}: {b.Breach}"))}");
    }

    [Fact]
    public void Believing_a_node_that_has_not_acknowledged_is_found() => Assert.Contains(
        "at most", Found(service => service with
        {
            Reports = [.. service.Reports.Select(r => (r.Node, r.Report with { Acknowledged = true }))],
        }), StringComparison.Ordinal);

    [Fact]
    public void Forgetting_what_is_still_leaving_is_found() => Assert.Contains(
        "at most", Found(service => service with
        {
            Reports = [.. service.Reports.Select(r => (r.Node, r.Report with { Containers = r.Report.Ready }))],
        }), StringComparison.Ordinal);

    private static string Found(
        Func<ServiceRollout, ServiceRollout> planted) => string.Join('\n', Enumerable.Range(1, 200)
        .Select(seed => new RolloutWorld(seed, faults: false, planted).Run(Phases)).OfType<string>().Take(20));
}
