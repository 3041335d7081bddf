using ControlPlane.Benchmarks.Report;
using ControlPlane.Benchmarks.Supervisors;

namespace ControlPlane.Benchmarks.Restart;

/// <summary>
/// kill -9 of a worker until its replacement's exec, over many kills. Each round kills the worker of every contender so
/// many times, in turns first; between two kills a pause of irregular length, so that no contender's own clock is met
/// in step.
/// </summary>
internal static class RestartBench
{
    private const string Name = "restart";
    private const string Cplane = "cplane";
    private const string Supervisord = "supervisord";

    public static async Task<IReadOnlyList<BenchRow>> RunAsync(BenchRun run)
    {
        await using var cplane = new SupervisedRestarter(
            Cplane, command => CplaneNode.Start(new WorkerPlan(command, 1, GoodAtOnce: true)));
        await using var socket = new SupervisedRestarter(
            "cplane, worker with a socket",
            command => CplaneNode.Start(new WorkerPlan(command, 1, GoodAtOnce: true, WithSocket: true)));
        await using var supervisord = new SupervisedRestarter(
            Supervisord, command => SupervisordNode.Start(new WorkerPlan(command, 1, GoodAtOnce: true)));
        await using var bare = new BareStart();
        IRestarter[] contenders = [cplane, socket, supervisord, bare];

        foreach (var contender in contenders)
        {
            await contender.BeginAsync(run);
            await KillAsync(contender, run, new Random(0), run.Choose(1, 5)); // warms up: code is compiled at first use
        }

        var rounds = contenders.ToDictionary(c => c.Name, _ => new List<IReadOnlyList<double>>());
        var pauses = new Random(1);
        for (var round = 0; round < run.Choose(2, 10); round++)
        {
            foreach (var contender in round % 2 == 0 ? contenders : contenders.Reverse())
            {
                rounds[contender.Name].Add(await KillAsync(contender, run, pauses, run.Choose(2, 20)));
            }
        }

        return [.. Rows(rounds)];
    }

    private static async Task<IReadOnlyList<double>> KillAsync(
        IRestarter restarter, BenchRun run, Random pauses, int kills)
    {
        var took = new List<double>();
        for (var kill = 0; kill < kills; kill++)
        {
            await run.PauseAsync(TimeSpan.FromMilliseconds(50 + (100 * pauses.NextDouble())));
            took.Add(await restarter.OnceAsync(run));
        }

        return took;
    }

    private static IEnumerable<BenchRow> Rows(Dictionary<string, List<IReadOnlyList<double>>> rounds)
    {
        foreach (var (name, values) in rounds)
        {
            var all = values.SelectMany(v => v).ToList();
            var goal = name == Cplane ? Goal.Below(10, "ms") : null;
            yield return BenchRow.Of(Name, $"kill to exec: {name}, median", "ms", all, goal);
            yield return BenchRow.P99(Name, $"kill to exec: {name}, p99", "ms", all);
        }

        yield return BenchRow.Of(
            Name,
            $"kill to exec: {Cplane} / {Supervisord}, medians of a round",
            "times",
            rounds[Cplane].Zip(rounds[Supervisord], (mine, peer) => BenchRow.Median(mine) / BenchRow.Median(peer)));
    }
}
