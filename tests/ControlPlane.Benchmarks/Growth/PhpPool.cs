using System.Net.Sockets;
using System.Text;
using ControlPlane.Benchmarks.Programs;
using ControlPlane.Benchmarks.Report;
using ControlPlane.TestKit;

namespace ControlPlane.Benchmarks.Growth;

/// <summary>The peer: Debian's php-fpm with <c>pm = dynamic</c> and the same numbers.</summary>
internal sealed class PhpPool : IPool
{
    private readonly TemporaryDirectory _directory = new();
    private readonly OwnedProcess _process;
    private readonly string _script;
    private readonly int _port = FreePort.Next();

    public PhpPool()
    {
        var program = Directory.Exists("/usr/sbin")
            ? Directory.GetFiles("/usr/sbin", "php-fpm*").Order(StringComparer.Ordinal).LastOrDefault() : null;
        if (program is null)
        {
            throw new BenchFailedException("no php-fpm in /usr/sbin; install Debian's php-fpm");
        }

        _script = _directory.Write("work.php", "<?php usleep(200000); echo 'done';\n");
        var file = _directory.Write("fpm.conf", $"""
            [global]
            error_log = {_directory.File("fpm.log")}
            daemonize = no
            [work]
            user = root
            group = root
            listen = 127.0.0.1:{_port}
            pm = dynamic
            pm.start_servers = {IPool.Least}
            pm.max_children = {IPool.Most}
            pm.min_spare_servers = {IPool.MinFree}
            pm.max_spare_servers = {IPool.MaxFree}

            """);
        _process = OwnedProcess.Start(program, "-n", "-F", "-R", "-y", file);
        Worker = Path.GetFileName(program);
    }

    public string Name => "php-fpm, pm = dynamic";

    public int Pid => _process.Pid;

    public string Worker { get; }

    public int Rest => IPool.MaxFree;

    public void MustRun() => _process.MustRun();

    public async Task<bool> RequestAsync(CancellationToken cancellation)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", _port, cancellation);
            await client.GetStream().WriteAsync(FastCgi.Request(_script), cancellation);
            using var answer = new MemoryStream();
            await client.GetStream().CopyToAsync(answer, cancellation);
            return Encoding.ASCII.GetString(answer.ToArray()).Contains("done", StringComparison.Ordinal);
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
