using ControlPlane.Benchmarks.Report;

namespace ControlPlane.Benchmarks.Drain;

/// <summary>
/// Scaling in plain workers under load: how many connections are reset where they are stopped and looked at first
/// (<c>drain = freeze</c>), and where they just get TERM (<c>drain = signal</c>). The two in turns, round by round.
/// </summary>
internal static class DrainBench
{
    private const string Name = "drain";
    private const int Full = 6, Least = 1, Clients = 4;

    private static readonly string[] Ways = ["freeze", "signal"];

    public static async Task<IReadOnlyList<BenchRow>> RunAsync(BenchRun run)
    {
        var rows = new List<BenchRow>();
        foreach (var worker in new[] { PlainWorker.Python, PlainWorker.NodeJs })
        {
            var lost = Ways.ToDictionary(way => way, _ => new List<Loss>());
            for (var round = 0; round < run.Choose(1, 5); round++)
            {
                foreach (var way in round % 2 == 0 ? Ways : Ways.Reverse())
                {
                    lost[way].Add(await OnceAsync(worker, way, run));
                }
            }

            rows.AddRange(Ways.SelectMany(way => Rows(worker, way, lost[way])));
        }

        return rows;
    }

    /// <summary>Ten workers leave: twice from six to one.</summary>
    private static async Task<Loss> OnceAsync(PlainWorker worker, string way, BenchRun run)
    {
        await using var service = new DrainedService(worker, way, Full);
        await UntilServedAsync(service, run);
        await service.ScaleAsync(Full, run.Cancellation);
        var visits = new ShortVisits(service.Port, Clients);
        await using (visits)
        {
            for (var i = 0; i < 2; i++)
            {
                await service.ScaleAsync(Least, run.Cancellation);
                await service.ScaleAsync(Full, run.Cancellation);
            }
        }

        return new Loss(visits.Answered, visits.Refused, visits.Reset);
    }

    private static async Task UntilServedAsync(DrainedService service, BenchRun run)
    {
        for (var tries = 0; tries < 300; tries++)
        {
            service.MustRun();
            try
            {
                using var client = new System.Net.Sockets.TcpClient();
                await client.ConnectAsync("127.0.0.1", service.Port, run.Cancellation);
                return;
            }
            catch (System.Net.Sockets.SocketException)
            {
                await run.PauseAsync(TimeSpan.FromMilliseconds(100));
            }
        }

        throw new BenchFailedException($"nobody listens on port {service.Port} after 30 s");
    }

    private static IEnumerable<BenchRow> Rows(PlainWorker worker, string way, List<Loss> rounds)
    {
        var goal = way == Ways[0] ? Goal.AtMost(0, "connections") : null;
        var what = $"{worker.Language}, {way}, 10 scale-ins a round";
        yield return Total($"{what}: reset", rounds, r => r.Reset, goal);
        yield return Total($"{what}: refused", rounds, r => r.Refused, Goal.AtMost(0, "connections"));
        yield return Total($"{what}: answered", rounds, r => r.Answered, null);
    }

    /// <summary>The sum over all rounds; lowest and highest of a round.</summary>
    private static BenchRow Total(string what, List<Loss> rounds, Func<Loss, int> number, Goal? goal)
    {
        var all = rounds.Select(number).ToList();
        return new BenchRow(
            Name, $"{what}, sum", "connections", all.Sum(), all.Min(), all.Max(), all.Count, goal?.Text,
            goal?.IsMet(all.Sum()));
    }

    private sealed record Loss(int Answered, int Refused, int Reset);
}
