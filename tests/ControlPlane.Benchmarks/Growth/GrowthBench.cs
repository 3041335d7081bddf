using ControlPlane.Benchmarks.Programs;
using ControlPlane.Benchmarks.Report;

namespace ControlPlane.Benchmarks.Growth;

/// <summary>
/// 16 clients, each with one request of 200 ms after the other, come all at once to a pool of 2 to 16 processes: how
/// long until the pool is full, what gets lost, how long until it is small again. Cplane and php-fpm in turns.
/// </summary>
internal static class GrowthBench
{
    private const string Name = "growth";
    private const int Clients = 16;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    /// <summary>The clients stay so long after the pool is full, to see whether it keeps its size.</summary>
    private static readonly TimeSpan Plateau = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(10);

    public static async Task<IReadOnlyList<BenchRow>> RunAsync(BenchRun run)
    {
        await using var cplane = new CplanePool();
        await using var php = new PhpPool();
        IPool[] pools = [cplane, php];
        var figures = pools.ToDictionary(p => p.Name, _ => new List<GrowthFigures>());
        for (var round = 0; round < run.Choose(1, 5); round++)
        {
            foreach (var pool in round % 2 == 0 ? pools : pools.Reverse())
            {
                figures[pool.Name].Add(await OnceAsync(pool, run));
            }
        }

        return [.. figures.SelectMany(f => Rows(f.Key, f.Value, f.Key == cplane.Name))];
    }

    private static async Task<GrowthFigures> OnceAsync(IPool pool, BenchRun run)
    {
        var watch = new ChildWatch(pool.Pid, pool.Worker);
        await UntilAsync(pool, watch, run, count => count is > 0 and <= IPool.MaxFree + 1);
        using var stop = new CancellationTokenSource();
        int answered = 0, lost = 0;
        var clients = Enumerable.Range(0, Clients).Select(async _ =>
        {
            while (!stop.IsCancellationRequested)
            {
                var good = await pool.RequestAsync(run.Cancellation);
                Interlocked.Increment(ref good ? ref answered : ref lost);
            }
        }).ToList();
        try
        {
            var (full, peak) = await UntilAsync(pool, watch, run, count => count >= IPool.Most);
            peak = Math.Max(peak, await PeakAsync(watch, run));
            await stop.CancelAsync();
            await Task.WhenAll(clients);
            var (rest, _) = await UntilAsync(pool, watch, run, count => count <= pool.Rest);
            return new GrowthFigures(full, peak, rest, answered, lost);
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(clients);
        }
    }

    private static async Task<(double Seconds, int Peak)> UntilAsync(
        IPool pool, ChildWatch watch, BenchRun run, Func<int, bool> reached)
    {
        var began = TimeProvider.System.GetTimestamp();
        var peak = 0;
        while (true)
        {
            var count = watch.Look();
            peak = Math.Max(peak, count);
            var elapsed = TimeProvider.System.GetElapsedTime(began);
            if (reached(count))
            {
                return (elapsed.TotalSeconds, peak);
            }

            pool.MustRun();
            if (elapsed > Limit)
            {
                throw new BenchFailedException($"{pool.Name} has {count} processes after {elapsed}");
            }

            await run.PauseAsync(BetweenLooks);
        }
    }

    private static async Task<int> PeakAsync(ChildWatch watch, BenchRun run)
    {
        var began = TimeProvider.System.GetTimestamp();
        var peak = 0;
        while (TimeProvider.System.GetElapsedTime(began) < Plateau)
        {
            peak = Math.Max(peak, watch.Look());
            await run.PauseAsync(BetweenLooks);
        }

        return peak;
    }

    private static IEnumerable<BenchRow> Rows(string name, List<GrowthFigures> rounds, bool ours)
    {
        yield return BenchRow.Of(
            Name, $"{name}: 2 to 16 processes", "s", rounds.Select(r => r.FullAfter),
            ours ? Goal.AtMost(2, "s") : null);
        yield return BenchRow.Of(
            Name, $"{name}: requests lost", "requests", rounds.Select(r => (double)r.Lost),
            ours ? Goal.AtMost(0, "requests") : null);
        yield return BenchRow.Of(
            Name, $"{name}: processes beyond 16", "processes", rounds.Select(r => (double)(r.Peak - IPool.Most)));
        yield return BenchRow.Of(
            Name, $"{name}: back to {IPool.MaxFree} processes", "s", rounds.Select(r => r.RestAfter));
        yield return BenchRow.Of(
            Name, $"{name}: requests answered", "requests", rounds.Select(r => (double)r.Answered));
    }
}
