using System.Net.Sockets;
using System.Text;
using ControlPlane.Benchmarks.Programs;
using ControlPlane.TestKit;

namespace ControlPlane.Benchmarks.Growth;

/// <summary>Our own: a plain Python program under the dynamic workload manager.</summary>
internal sealed class CplanePool : IPool
{
    private const string Program = """
        import socket, time
        listener = socket.socket(fileno=3)
        while True:
            try:
                connection, _ = listener.accept()
            except BlockingIOError:
                continue
            with connection:
                connection.recv(65536)
                time.sleep(0.2)
                connection.sendall(b"done")

        """;

    private readonly TemporaryDirectory _directory = new();
    private readonly OwnedProcess _process;
    private readonly int _port = FreePort.Next();

    public CplanePool()
    {
        var program = _directory.Write("work.py", Program);
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

    public async Task<bool> RequestAsync(CancellationToken cancellation)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", _port, cancellation);
            await client.GetStream().WriteAsync("GET / HTTP/1.0\r\n\r\n"u8.ToArray(), cancellation);
            using var reader = new StreamReader(client.GetStream(), Encoding.ASCII);
            return await reader.ReadToEndAsync(cancellation) == "done";
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _directory.Dispose();
    }
}
