using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ControlPlane.Benchmarks.Programs;
using ControlPlane.Benchmarks.Report;
using ControlPlane.TestKit;

namespace ControlPlane.Benchmarks.Dispatching;

/// <summary>
/// Connections per second through the scheduler to <c>echo</c> containers, beside a bare .NET accept loop with the same echo.
/// Both are programs of this same executable, so both are compiled alike; each round visits both, in turns first.
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

        var (mine, peer) = (new List<double>(), new List<double>());
        var connections = run.Choose(500, 8_000);
        for (var round = -run.Choose(1, 3); round < run.Choose(2, 11); round++)
        {
            var first = round % 2 == 0 ? nodePort : barePort;
            var one = await Visitors.VisitAsync(first, connections, run.Cancellation);
            var other = await Visitors.VisitAsync(first == nodePort ? barePort : nodePort, connections, run.Cancellation);
            if (round >= 0)
            {
                mine.Add(first == nodePort ? one : other);
                peer.Add(first == nodePort ? other : one);
            }
        }

        return
        [
            BenchRow.Of(Name, "scheduler, four echo containers", "connections/s", mine),
            BenchRow.Of(Name, "bare accept loop", "connections/s", peer),
            BenchRow.Of(
                Name, "scheduler / bare accept loop, same round", "times", mine.Zip(peer, (a, b) => a / b), Goal.AtLeast(0.9, "times")),
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
