using ControlPlane.Benchmarks.Programs;
using ControlPlane.TestKit;

namespace ControlPlane.Benchmarks.Supervisors;

/// <summary>Our own: <c>cplane run</c> with one service, as it is published.</summary>
internal sealed class CplaneNode : ISupervisor
{
    public const string Service = "work";

    private readonly TemporaryDirectory _directory = new();
    private readonly OwnedProcess _process;

    private CplaneNode(WorkerPlan plan)
    {
        var file = _directory.Write("node.conf", Configuration(plan));
        _process = OwnedProcess.Start(BenchRun.Cplane, "run", file, "--sockdir", SocketDirectory);
    }

    public int Pid => _process.Pid;

    public IReadOnlyList<string> StatusCommand => [BenchRun.Cplane, "list", "--sockdir", SocketDirectory];

    private string SocketDirectory => _directory.File("s");

    public static CplaneNode Start(WorkerPlan plan) => new(plan);

    /// <summary>One service in HOCON; only grave messages are logged.</summary>
    public static string Configuration(WorkerPlan plan) => $$"""
        controlplane {
          controller { max_level = crit, logging { console { type = stderr } } }
          service.{{Service}} {
            {{(plan.GoodAtOnce ? "min_uptime = 0" : "")}}
            {{(plan.WithSocket ? """protocol.p.address = [ { type = unixdomain, path = "w.sock" } ]""" : "")}}
            processor { type = process, command = [{{string.Join(", ", plan.Command.Select(word => $"\"{word}\""))}}] }
            workload_manager.threads = {{plan.Count}}
          }
        }

        """;

    public void MustRun() => _process.MustRun();

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _directory.Dispose();
    }
}
