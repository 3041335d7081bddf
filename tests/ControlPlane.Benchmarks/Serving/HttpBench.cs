using System.Globalization;
using ControlPlane.Benchmarks.Dispatching;
using ControlPlane.Benchmarks.Programs;
using ControlPlane.Benchmarks.Report;
using ControlPlane.TestKit;

namespace ControlPlane.Benchmarks.Serving;

/// <summary>
/// Requests per second to the processor <c>http</c> inside a node, beside plain Kestrel with the same application, on
/// connections that stay open. Both are programs of this same executable; each round asks both, in turns first.
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

        var (mine, peer) = (new List<double>(), new List<double>());
        var requests = run.Choose(2_000, 60_000);
        for (var round = -run.Choose(1, 3); round < run.Choose(2, 11); round++)
        {
            var first = round % 2 == 0 ? nodePort : plainPort;
            var one = await Requests.SendAsync(first, requests, Text, run.Cancellation);
            var other = await Requests.SendAsync(first == nodePort ? plainPort : nodePort, requests, Text, run.Cancellation);
            if (round >= 0)
            {
                mine.Add(first == nodePort ? one : other);
                peer.Add(first == nodePort ? other : one);
            }
        }

        return
        [
            BenchRow.Of(Name, "http in a container, 16 connections", "requests/s", mine),
            BenchRow.Of(Name, "plain Kestrel, 16 connections", "requests/s", peer),
            BenchRow.Of(
                Name, "http in a container / plain Kestrel, same round", "times", mine.Zip(peer, (a, b) => a / b),
                Goal.AtLeast(0.95, "times")),
        ];
    }
}
