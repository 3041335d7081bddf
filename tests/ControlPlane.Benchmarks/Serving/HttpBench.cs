using System.Globalization;
using ControlPlane.Benchmarks.Dispatching;
using ControlPlane.Benchmarks.Programs;
using ControlPlane.Benchmarks.Report;
using ControlPlane.TestKit;

namespace ControlPlane.Benchmarks.Serving;

/// <summary>
/// Requests per second to the processor <c>http</c> inside a node, beside plain Kestrel with the same application, on
/// connections that stay open. Both are programs of this same executable; each round asks both twice, in turns first.
/// </summary>
internal static class HttpBench
{
    private const string Name = "http";
    private const string Text = "Hello from a container, or from none";

    public static async Task<IReadOnlyList<BenchRow>> RunAsync(BenchRun run)
    {
        using var directory = new TemporaryDirectory();
        var (nodePort, plainPort) = (FreePort.Next(), FreePort.Next());
        var file = directory.Write("node.conf", $$"""
            controlplane {
              controller { max_level = crit, logging { console { type = stderr } } }
              service.web {
                protocol.http { tcp_nodelay = true, address = [ { type = internet, bind = "127.0.0.1:{{nodePort}}" } ] }
                processor { type = http, text = "{{Text}}" }
              }
            }
            """);
        var self = Environment.ProcessPath!;
        await using var node = OwnedProcess.Start(self, NodeProgram.Word, file, directory.File("s"));
        await using var plain = OwnedProcess.Start(
            self, PlainKestrel.Word, plainPort.ToString(CultureInfo.InvariantCulture), Text);
        await DispatchBench.ListensAsync(node, nodePort);
        await DispatchBench.ListensAsync(plain, plainPort);

        var mine = new Rival(node, n => Requests.SendAsync(nodePort, n, Text, run.Cancellation));
        var peer = new Rival(plain, n => Requests.SendAsync(plainPort, n, Text, run.Cancellation));
        await Rival.CompeteAsync(
            mine, peer, warmUps: run.Choose(1, 3), rounds: run.Choose(2, 21), visits: run.Choose(2_000, 20_000));
        return
        [
            BenchRow.Of(Name, "http in a container, 16 connections", "requests/s", mine.Rates),
            BenchRow.Of(Name, "plain Kestrel, 16 connections", "requests/s", peer.Rates),
            BenchRow.Of(
                Name, "http in a container / plain Kestrel, same round", "times",
                mine.Rates.Zip(peer.Rates, (a, b) => a / b), Goal.AtLeast(0.95, "times")),
            BenchRow.Of(Name, "http in a container: processor time", "µs/request", [mine.Cost]),
            BenchRow.Of(Name, "plain Kestrel: processor time", "µs/request", [peer.Cost]),
        ];
    }
}
