using ControlPlane.Benchmarks.Report;
using ControlPlane.Benchmarks.Supervisors;

namespace ControlPlane.Benchmarks.Thousand;

/// <summary>
/// A thousand workers that do nothing: how long until all run, what the supervisor costs while nothing happens, how
/// long until many that were killed at once are back. Each round runs both supervisors, in turns first, one at a time.
/// </summary>
internal static class ThousandBench
{
    private const string Name = "thousand";

    public static async Task<IReadOnlyList<BenchRow>> RunAsync(BenchRun run)
    {
        var crowd = run.Choose(
            quick: new Crowd(100, 30, TimeSpan.FromSeconds(2)), full: new Crowd(1000, 300, TimeSpan.FromSeconds(10)));
        var mine = new List<CrowdFigures>();
        var peers = new List<CrowdFigures>();
        var alone = new List<double>();
        var managed = new List<double>();
        for (var round = 0; round < run.Choose(1, 3); round++)
        {
            if (round % 2 == 0)
            {
                mine.Add(await crowd.MeasureAsync(CplaneNode.Start, run));
                peers.Add(await crowd.MeasureAsync(SupervisordNode.Start, run));
            }
            else
            {
                peers.Add(await crowd.MeasureAsync(SupervisordNode.Start, run));
                mine.Add(await crowd.MeasureAsync(CplaneNode.Start, run));
            }

            alone.Add(await crowd.MemoryOfOneAsync(CplaneNode.Start, run));
            managed.Add(await ManagedMemory.AskAsync(crowd.Workers, run));
        }

        return [.. Rows(crowd, mine, peers, alone, managed)];
    }

    private static IEnumerable<BenchRow> Rows(
        Crowd crowd, List<CrowdFigures> mine, List<CrowdFigures> peers, List<double> alone, List<double> managed)
    {
        foreach (var row in Compare($"{crowd.Workers} workers, until all run", "s", f => f.StartSeconds, 5))
        {
            yield return row;
        }

        foreach (var row in Compare("CPU when idle", "% of a core", f => f.IdlePercent, 1))
        {
            yield return row;
        }

        foreach (var row in Compare($"{crowd.Killed} killed at once, until all are back", "s", f => f.BackSeconds, 2))
        {
            yield return row;
        }

        foreach (var row in Compare("resident memory", "MiB", f => f.ResidentKib / 1024, null))
        {
            yield return row;
        }

        yield return BenchRow.Of(
            Name, "resident memory: cplane with one worker", "MiB", alone.Select(kib => kib / 1024));
        yield return BenchRow.Of(
            Name,
            "resident memory a worker: cplane",
            "KiB",
            mine.Zip(alone, (all, one) => (all.ResidentKib - one) / (crowd.Workers - 1)));
        yield return BenchRow.Of(Name, "managed memory a worker: cplane", "KiB", managed, Goal.AtMost(32, "KiB"));

        IEnumerable<BenchRow> Compare(string what, string unit, Func<CrowdFigures, double> figure, double? limit)
        {
            var goal = limit is { } l ? Goal.AtMost(l, unit) : null;
            yield return BenchRow.Of(Name, $"{what}: cplane", unit, mine.Select(figure), goal);
            yield return BenchRow.Of(Name, $"{what}: supervisord", unit, peers.Select(figure));
        }
    }
}
