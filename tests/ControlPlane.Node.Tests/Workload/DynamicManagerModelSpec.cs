using ControlPlane.Node.Workload;

namespace ControlPlane.Node.Tests.Workload;

/// <summary>Random histories beside an independent model; each seed is one history.</summary>
public sealed class DynamicManagerModelSpec
{
    private const int Histories = 100_000;
    private const int Events = 40;

    [Fact]
    public void A_hundred_thousand_histories_keep_every_rule_and_agree_with_the_model()
    {
        var breaches = Enumerable.Range(1, Histories).AsParallel()
            .Select(seed => (Seed: seed, Breach: new WorkloadWorld(seed, CapacityRule.Judge).Run(Events)))
            .Where(b => b.Breach is not null).OrderBy(b => b.Seed).ToList();
        Assert.True(
            breaches.Count == 0,
            $"{breaches.Count} of {Histories}: "
                + $"{string.Join('\n', breaches.Take(5).Select(b => $"{b.Seed}: {b.Breach}"))}");
    }

    [Fact]
    public void Forgetting_those_that_are_leaving_is_found() => Assert.Contains(
        "containers of at most", Found(figures => CapacityRule.Judge(figures with { Leaving = 0 })),
        StringComparison.Ordinal);

    [Fact]
    public void Rounding_up_what_is_marked_is_found() => Assert.Contains(
        "a steady load gives orders", Found(figures => CapacityRule.Judge(figures) with
        {
            Surplus = (int)Math.Max(
                0, (figures.Free - figures.Plan.MaxFree + figures.Plan.Recommended - 1) / figures.Plan.Recommended),
        }), StringComparison.Ordinal);

    [Fact]
    public void Starting_half_of_what_is_needed_is_found() => Assert.Contains(
        "in peace", Found(figures => CapacityRule.Judge(figures) with
        {
            Starts = CapacityRule.Judge(figures).Starts / 2,
        }), StringComparison.Ordinal);

    /// <summary>Without the model, which would see everything at once: the rules themselves must find it.</summary>
    private static string Found(
        Func<WorkloadFigures, WorkloadNeed> planted) => string.Join('\n', Enumerable.Range(1, 2_000)
        .Select(seed => new WorkloadWorld(seed, planted, compare: false).Run(Events)).OfType<string>());
}
