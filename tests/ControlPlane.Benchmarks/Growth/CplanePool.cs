using ControlPlane.Benchmarks.Programs;
using ControlPlane.TestKit;

namespace ControlPlane.Benchmarks.Growth;

/// <summary>Our own: a plain Python program under the dynamic workload manager.</summary>
internal sealed class CplanePool : IPool
{
    private readonly TemporaryDirectory _directory = new();
    private readonly OwnedProcess _process;
    private readonly int _port = FreePort.Next();

    public CplanePool()
    {
        var program = _directory.Write("work.py", TakesTurns.Program);
        var file = _directory.Write("node.conf", $$"""
            controlplane {
              controller { max_level = crit, logging { console { type = stderr } } }
              service.work {
                protocol.p.address = [ { type = internet, bind = "127.0.0.1:{{_port}}" } ]
                processor { type = process, command = ["python3", "{{program}}"] }
                workload_manager {
                  type = dynamic, max_jobs_per_thread = 1, max_threads = {{IPool.Most}}
                  min_free_jobs_capacity = {{IPool.MinFree}}, max_free_jobs_capacity = {{IPool.MaxFree}}
                  inactivity_timeout = 1s
                }
              }
            }

            """);
        _process = OwnedProcess.Start(BenchRun.Cplane, "run", file, "--sockdir", _directory.File("s"));
    }

    public string Name => "cplane";

    public int Pid => _process.Pid;

    public string Worker => "python3";

    public int Rest => IPool.MaxFree;

    public void MustRun() => _process.MustRun();

    public Task<bool> RequestAsync(CancellationToken cancellation) => TakesTurns.RequestAsync(_port, cancellation);

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _directory.Dispose();
    }
}
