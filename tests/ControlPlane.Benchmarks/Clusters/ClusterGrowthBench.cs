using ControlPlane.Benchmarks.Growth;
using ControlPlane.Benchmarks.Programs;
using ControlPlane.Benchmarks.Report;
using ControlPlane.TestKit;

namespace ControlPlane.Benchmarks.Clusters;

/// <summary>
/// One dynamic service over three nodes: 16 clients with requests of 200 ms come all at once, a third to each node. How
/// long until there is a container for each, how many more there were at the most, and what was lost.
/// </summary>
internal static class ClusterGrowthBench
{
    private const string Bench = "cluster";
    private const int Clients = 16, MaxFree = 3;

    public static async Task<IReadOnlyList<BenchRow>> RunAsync(BenchRun run)
    {
        using var directory = new TemporaryDirectory();
        await using var cluster = await BenchCluster.StartAsync(
            Service(directory.Write("work.py", TakesTurns.Program)), run);
        List<double> full = [], beyond = [], lost = [];
        for (var round = 0; round < run.Choose(1, 5); round++)
        {
            var (seconds, peak, failed) = await OnceAsync(cluster, run);
            full.Add(seconds);
            beyond.Add(Math.Max(0, peak - Clients));
            lost.Add(failed);
        }

        return
        [
            BenchRow.Of(Bench, "dynamic over 3 nodes: step to full size", "s", full, Goal.AtMost(3, "s")),
            BenchRow.Of(Bench, "the same: containers beyond", "containers", beyond, Goal.AtMost(MaxFree, "containers")),
            BenchRow.Of(Bench, "the same: requests lost", "requests", lost, Goal.AtMost(0, "requests")),
        ];
    }

    private static string Service(string program) => $$"""
        service.work {
            placement.scope = cluster
            protocol.p.address = [ { type = internet, bind = "127.0.0.1:PORT" } ]
            processor { type = process, command = ["python3", "{{program}}"] }
            workload_manager {
              type = dynamic, max_jobs_per_thread = 1, max_threads = 24
              min_free_jobs_capacity = 1, max_free_jobs_capacity = {{MaxFree}}, inactivity_timeout = 1s
            }
          }
        """;

    private static async Task<(double Seconds, int Peak, int Lost)> OnceAsync(BenchCluster cluster, BenchRun run)
    {
        ChildWatch[] watches =
            [.. Enumerable.Range(0, BenchCluster.Size).Select(i => new ChildWatch(cluster.Pid(i), "python3"))];
        await cluster.UntilAsync(() => Task.FromResult(watches.Sum(w => w.Look()) is > 0 and <= MaxFree + 1));
        using var stop = new CancellationTokenSource();
        var (lost, peak) = (0, 0);
        var clients = Enumerable.Range(0, Clients).Select(async client =>
        {
            while (!stop.IsCancellationRequested)
            {
                Interlocked.Add(ref lost, await TakesTurns.RequestAsync(
                    BenchCluster.Ports[client % BenchCluster.Size], run.Cancellation) ? 0 : 1);
            }
        }).ToList();
        try
        {
            var seconds = await cluster.UntilAsync(() => Task.FromResult(Look() >= Clients));
            for (var i = 0; i < 150; i++)
            {
                Look();
                await run.PauseAsync(TimeSpan.FromMilliseconds(20));
            }

            return (seconds, peak, lost);
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(clients);
        }

        int Look()
        {
            var now = watches.Sum(w => w.Look());
            peak = Math.Max(peak, now);
            return now;
        }
    }
}
