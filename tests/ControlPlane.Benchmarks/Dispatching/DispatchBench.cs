using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ControlPlane.Benchmarks.Programs;
using ControlPlane.Benchmarks.Report;
using ControlPlane.TestKit;

namespace ControlPlane.Benchmarks.Dispatching;

/// <summary>
/// Connections per second through the scheduler to <c>echo</c> containers, beside a bare .NET accept loop with the same echo.
/// Both are programs of this same executable, so both are compiled alike; each round visits both twice, in turns first. The
/// processor time of each stands beside: other programs on the machine do not change it much.
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

        var (mine, peer) = (new Side(node, nodePort), new Side(bare, barePort));
        var connections = run.Choose(500, 1_500);
        for (var round = -run.Choose(4, 10); round < run.Choose(3, 41); round++)
        {
            // One, the other, the other, the one: what grows or fades meanwhile meets both.
            var (first, second) = round % 2 == 0 ? (mine, peer) : (peer, mine);
            foreach (var side in new[] { first, second, second, first })
            {
                await side.VisitAsync(connections, counts: round >= 0, run.Cancellation);
            }
        }

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

    /// <summary>One of the two programs, and what was measured of it.</summary>
    private sealed class Side(OwnedProcess program, int port)
    {
        private readonly List<double> _visits = [];
        private TimeSpan _spent;
        private int _connections;

        /// <summary>Of each round: its two visits together.</summary>
        public IReadOnlyList<double> Rates => [.. _visits.Chunk(2).Select(v => 2 / ((1 / v[0]) + (1 / v[1])))];

        public double Cost => _spent.TotalMicroseconds / _connections;

        public async Task VisitAsync(int connections, bool counts, CancellationToken cancellation)
        {
            var before = ProcessFacts.Of(program.Pid)!.Cpu;
            var rate = await Visitors.VisitAsync(port, connections, cancellation);
            if (counts)
            {
                _visits.Add(rate);
                _spent += ProcessFacts.Of(program.Pid)!.Cpu - before;
                _connections += connections;
            }
        }
    }
}
