using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ControlPlane.Benchmarks.Programs;
using ControlPlane.Benchmarks.Report;
using ControlPlane.TestKit;

namespace ControlPlane.Benchmarks.Dispatching;

/// <summary>
/// Connections per second through the scheduler to <c>echo</c> containers, beside a bare .NET accept loop with the same
/// echo. Both are programs of this same executable, so both are compiled alike; each round visits both twice, in turns
/// first. The processor time of each stands beside: other programs on the machine do not change it much.
/// </summary>
internal static class DispatchBench
{
    private const string Name = "dispatch";

    public static async Task<IReadOnlyList<BenchRow>> RunAsync(BenchRun run)
    {
        using var directory = new TemporaryDirectory();
        var (nodePort, barePort) = (FreePort.Next(), FreePort.Next());
        var file = directory.Write("node.conf", $$"""
            controlplane {
              controller { max_level = crit, logging { console { type = stderr } } }
              service.echo {
                protocol.p { lstn_backlog = 1024, address = [ { type = internet, bind = "127.0.0.1:{{nodePort}}" } ] }
                processor.type = echo
                workload_manager.threads = 4
              }
            }
            """);
        var self = Environment.ProcessPath!;
        await using var node = OwnedProcess.Start(self, NodeProgram.Word, file, directory.File("s"));
        await using var bare = OwnedProcess.Start(self, BareEcho.Word, barePort.ToString(CultureInfo.InvariantCulture));
        await ListensAsync(node, nodePort);
        await ListensAsync(bare, barePort);

        var mine = new Rival(node, n => Visitors.VisitAsync(nodePort, n, run.Cancellation));
        var peer = new Rival(bare, n => Visitors.VisitAsync(barePort, n, run.Cancellation));
        await Rival.CompeteAsync(
            mine, peer, warmUps: run.Choose(4, 10), rounds: run.Choose(3, 41), visits: run.Choose(500, 1_500));
        return
        [
            BenchRow.Of(Name, "scheduler, four echo containers", "connections/s", mine.Rates),
            BenchRow.Of(Name, "bare accept loop", "connections/s", peer.Rates),
            BenchRow.Of(
                Name, "scheduler / bare accept loop, same round", "times", mine.Rates.Zip(peer.Rates, (a, b) => a / b),
                Goal.AtLeast(0.9, "times")),
            BenchRow.Of(Name, "scheduler: processor time", "µs/connection", [mine.Cost]),
            BenchRow.Of(Name, "bare accept loop: processor time", "µs/connection", [peer.Cost]),
        ];
    }

    /// <summary>Waits until somebody listens there.</summary>
    public static Task ListensAsync(OwnedProcess program, int port) => Eventually.Succeeds(async () =>
    {
        program.MustRun();
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port);
    });
}
