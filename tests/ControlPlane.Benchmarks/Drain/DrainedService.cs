using System.Globalization;
using ControlPlane.Benchmarks.Programs;
using ControlPlane.TestKit;

namespace ControlPlane.Benchmarks.Drain;

/// <summary>A node with one service of plain workers, and the way they leave.</summary>
internal sealed class DrainedService : IAsyncDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly OwnedProcess _node;

    /// <param name="worker">What serves.</param>
    /// <param name="drain">How it leaves: <c>freeze</c> or <c>signal</c>.</param>
    /// <param name="count">How many.</param>
    public DrainedService(PlainWorker worker, string drain, int count)
    {
        var program = _directory.Write(worker.FileName, worker.Text);
        var file = _directory.Write("node.conf", $$"""
            controlplane {
              controller { max_level = crit, logging { console { type = stderr } } }
              service.web {
                min_uptime = 200ms, drain = {{drain}}
                protocol.http.address = [ { type = internet, bind = "127.0.0.1:{{Port}}" } ]
                processor { type = process, command = ["{{worker.Interpreter}}", "{{program}}"] }
                workload_manager.threads = {{count}}
              }
            }

            """);
        _node = OwnedProcess.Start(BenchRun.Cplane, "run", file, "--sockdir", SocketDirectory);
    }

    public int Port { get; } = FreePort.Next();

    private string SocketDirectory => _directory.File("s");

    /// <summary>Returns when all of them are ready, and no other is there.</summary>
    public async Task ScaleAsync(int count, CancellationToken cancellation) => (await FinishedProcess.RunAsync(
        [
            BenchRun.Cplane, "scale", "web", count.ToString(CultureInfo.InvariantCulture), "--sockdir", SocketDirectory,
        ],
        cancellation)).Succeeded();

    public void MustRun() => _node.MustRun();

    public async ValueTask DisposeAsync()
    {
        await _node.DisposeAsync();
        _directory.Dispose();
    }
}
