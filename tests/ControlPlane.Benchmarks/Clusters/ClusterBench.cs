using ControlPlane.Benchmarks.Report;

namespace ControlPlane.Benchmarks.Clusters;

/// <summary>Three real nodes on a real etcd: what it costs to stand by, to agree, and to lose a node.</summary>
internal static class ClusterBench
{
    private const string Bench = "cluster";
    private const int Wanted = 9;

    private const string Services = """
        service.work {
            placement.scope = cluster, min_uptime = 100ms
            processor { type = process, command = ["sleep", "infinity"] }
            workload_manager.threads = 9
          }
          service.idle { processor { type = process, command = ["sleep", "infinity"] } }
        """;

    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(5);

    public static async Task<IReadOnlyList<BenchRow>> RunAsync(BenchRun run)
    {
        await using var cluster = await BenchCluster.StartAsync(Services, run);
        await cluster.UntilAsync(async () => await cluster.ReadyAsync(0, "work") == Wanted);
        return
        [
            await IdleAsync(cluster, run),
            .. await DisableAsync(cluster, run),
            .. await LossesAsync(cluster, run),
        ];
    }

    /// <summary>Writes of all nodes while nothing happens.</summary>
    private static async Task<BenchRow> IdleAsync(BenchCluster cluster, BenchRun run)
    {
        var window = run.Choose(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(15));
        await run.PauseAsync(Quiet);
        var before = await RevisionAsync(cluster);
        await run.PauseAsync(window);
        var writes = await RevisionAsync(cluster) - before;
        return BenchRow.Of(
            Bench, "idle: writes to etcd, a node in 3 s", "writes",
            [writes * 3.0 / (window.TotalSeconds * BenchCluster.Size)], Goal.AtMost(1, "write"));
    }

    /// <summary>
    /// A service that does nothing is disabled and enabled; from the request until all three nodes have confirmed.
    /// </summary>
    private static async Task<IReadOnlyList<BenchRow>> DisableAsync(BenchCluster cluster, BenchRun run)
    {
        List<double> took = [];
        for (var i = 0; i < run.Choose(5, 200); i++)
        {
            var began = TimeProvider.System.GetTimestamp();
            await cluster.AskAsync(i % BenchCluster.Size, "POST", "/v1/services/idle/disable");
            took.Add(TimeProvider.System.GetElapsedTime(began).TotalMilliseconds);
            await cluster.AskAsync(i % BenchCluster.Size, "POST", "/v1/services/idle/enable", """{ "wait": false }""");
            await run.PauseAsync(TimeSpan.FromMilliseconds(50));
        }

        return
        [
            BenchRow.Of(Bench, "disable of an idle service, confirmed by 3 nodes", "ms", took),
            BenchRow.P99(Bench, "the same, 99th percentile", "ms", took, Goal.AtMost(500, "ms")),
        ];
    }

    /// <summary>
    /// kill -9 of the leader: until another one has decided something; of a follower: until all runs elsewhere.
    /// </summary>
    private static async Task<IReadOnlyList<BenchRow>> LossesAsync(BenchCluster cluster, BenchRun run)
    {
        List<double> leaders = [], nodes = [];
        for (var i = 0; i < run.Choose(1, 5); i++)
        {
            leaders.Add(await LoseAsync(cluster, leader: true));
            nodes.Add(await LoseAsync(cluster, leader: false));
        }

        return
        [
            BenchRow.Of(
                Bench, "leader killed, until the next one has decided", "s", leaders,
                Goal.AtMost(BenchCluster.Lease + 1, "s")),
            BenchRow.Of(
                Bench, "node killed, until its containers run elsewhere", "s", nodes,
                Goal.AtMost(BenchCluster.Lease + BenchCluster.Grace + 2, "s")),
        ];
    }

    private static async Task<double> LoseAsync(BenchCluster cluster, bool leader)
    {
        var (leads, epoch) = (await cluster.LeaderAsync())!.Value;
        var lost = leader ? leads : (leads + 1) % BenchCluster.Size;
        var other = (lost + 1) % BenchCluster.Size;
        var killed = TimeProvider.System.GetTimestamp();
        await cluster.KillAsync(lost);
        var took = leader
            ? await cluster.UntilAsync(async () => await HasDecidedAsync(cluster, epoch, other), killed)
            : await cluster.UntilAsync(async () => await cluster.ReadyAsync(other, "work") == Wanted, killed);

        // As before, for the next one.
        cluster.Start(lost);
        await cluster.UntilAsync(async () =>
            (await cluster.NodesAsync(lost)).Count(n => n.State == "up") == BenchCluster.Size
            && await cluster.LeaderAsync() is not null);
        await cluster.AskAsync(other, "POST", "/v1/services/work/rebalance");
        return took;
    }

    /// <summary>A new leader, and it has answered: a scale of one service is placed, and back.</summary>
    private static async Task<bool> HasDecidedAsync(BenchCluster cluster, long epoch, int through)
    {
        if (await cluster.LeaderAsync() is not { } now || now.Epoch == epoch)
        {
            return false;
        }

        await cluster.AskAsync(through, "POST", "/v1/services/work/rebalance", """{ "wait": false }""");
        var reply = await cluster.Etcd.RangeAsync(Etcd.KeyRange.One($"/cplane/{BenchCluster.Name}/assignments/work"));
        return reply.Items is [var assignment] && assignment.ModRevision > now.Epoch;
    }

    private static async Task<long> RevisionAsync(BenchCluster cluster) =>
        (await cluster.Etcd.RangeAsync(Etcd.KeyRange.One($"/cplane/{BenchCluster.Name}/leader"))).Revision;
}
