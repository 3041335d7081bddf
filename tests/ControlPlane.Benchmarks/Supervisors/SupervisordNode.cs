using ControlPlane.Benchmarks.Programs;
using ControlPlane.TestKit;

namespace ControlPlane.Benchmarks.Supervisors;

/// <summary>
/// The peer: Debian's supervisord with one program; foreground, on a Unix socket, logging errors only.
/// </summary>
internal sealed class SupervisordNode : ISupervisor
{
    private readonly TemporaryDirectory _directory = new();
    private readonly OwnedProcess _process;
    private readonly string _file;

    private SupervisordNode(WorkerPlan plan)
    {
        _file = _directory.Write("supervisord.conf", Configuration(plan, _directory.Path));
        _process = OwnedProcess.Start(BenchRun.Supervisord, "--nodaemon", "--configuration", _file);
    }

    public int Pid => _process.Pid;

    public IReadOnlyList<string> StatusCommand => [BenchRun.Supervisorctl, "--configuration", _file, "status"];

    public static SupervisordNode Start(WorkerPlan plan) => new(plan);

    public void MustRun() => _process.MustRun();

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _directory.Dispose();
    }

    /// <summary>It reads the workers' output through pipes as we do, and throws it away.</summary>
    private static string Configuration(WorkerPlan plan, string directory) => $"""
        [unix_http_server]
        file={directory}/s.sock

        [rpcinterface:supervisor]
        supervisor.rpcinterface_factory = supervisor.rpcinterface:make_main_rpcinterface

        [supervisorctl]
        serverurl=unix://{directory}/s.sock

        [supervisord]
        nodaemon=true
        silent=true
        loglevel=error
        logfile={directory}/supervisord.log
        pidfile={directory}/supervisord.pid
        childlogdir={directory}
        minfds={1024 + (4 * plan.Count)}

        [program:work]
        command={string.Join(' ', plan.Command)}
        process_name=work-%(process_num)s
        numprocs={plan.Count}
        autorestart=true
        startsecs={(plan.GoodAtOnce ? 0 : 1)}
        stdout_logfile=NONE
        stderr_logfile=NONE

        """;
}
