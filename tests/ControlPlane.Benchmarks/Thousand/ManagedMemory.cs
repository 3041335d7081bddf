using System.Globalization;
using ControlPlane.Benchmarks.Programs;
using ControlPlane.Benchmarks.Report;
using ControlPlane.Benchmarks.Supervisors;
using ControlPlane.Hosting;
using ControlPlane.TestKit;

namespace ControlPlane.Benchmarks.Thousand;

/// <summary>
/// Managed memory a worker. A second process of this program is the node, so that it can ask its own collector: with
/// one worker, then scaled to many, each after full collections; the difference by the number of workers that came.
/// </summary>
internal static class ManagedMemory
{
    /// <summary>The word that makes this program the node; not for people.</summary>
    public const string Word = "managed-memory-node";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(3);

    /// <summary>KiB a worker.</summary>
    public static async Task<double> AskAsync(int workers, BenchRun run)
    {
        var self = Path.Combine(AppContext.BaseDirectory, "ControlPlane.Benchmarks");
        string[] command = [self, Word, workers.ToString(CultureInfo.InvariantCulture)];
        var asked = await FinishedProcess.RunAsync(command, run.Cancellation, 3 * Limit);
        return double.Parse(asked.Succeeded().Output, CultureInfo.InvariantCulture);
    }

    /// <summary>In the second process: the figure goes to standard output.</summary>
    public static async Task<int> AnswerAsync(int workers)
    {
        using var directory = new TemporaryDirectory();
        var file = directory.Write("node.conf", CplaneNode.Configuration(Crowd.Sleepers(1)));
        var sockets = directory.File("s");
        using var leave = new CancellationTokenSource();
        var node = NodeRunner.RunAsync(file, sockets, leave.Token);
        try
        {
            var watch = new ChildWatch(Environment.ProcessId, Crowd.Program);
            await watch.UntilAsync(1, Limit, MustRun, CancellationToken.None);
            var before = await CollectedAsync();

            string[] scale = [BenchRun.Cplane, "scale", CplaneNode.Service, $"{workers}", "--sockdir", sockets];
            (await FinishedProcess.RunAsync(scale, CancellationToken.None)).Succeeded();
            await watch.UntilAsync(workers, Limit, MustRun, CancellationToken.None);
            var kib = (await CollectedAsync() - before) / 1024.0 / (workers - 1);
            Console.WriteLine(kib.ToString("R", CultureInfo.InvariantCulture));
        }
        finally
        {
            await leave.CancelAsync();
            await node;
        }

        return 0;

        void MustRun()
        {
            if (node.IsCompleted)
            {
                throw new BenchFailedException("the node in this process ended");
            }
        }
    }

    /// <summary>What is held once the starts are over: bytes after full collections.</summary>
    private static async Task<long> CollectedAsync()
    {
        await Task.Delay(Settling, TimeProvider.System);
        for (var i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
