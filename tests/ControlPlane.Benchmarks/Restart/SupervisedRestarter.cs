using ControlPlane.Benchmarks.Programs;
using ControlPlane.Benchmarks.Supervisors;

namespace ControlPlane.Benchmarks.Restart;

/// <summary>A supervisor with one worker: from just before kill(2) until the replacement reports.</summary>
internal sealed class SupervisedRestarter(string name, Func<IReadOnlyList<string>, ISupervisor> start) : IRestarter
{
    private readonly ExecReports _reports = new();
    private ISupervisor? _supervisor;
    private int _worker;

    public string Name => name;

    public async Task BeginAsync(BenchRun run)
    {
        _supervisor = start(_reports.Command);
        _worker = (await _reports.NextAsync(_supervisor.MustRun, run.Cancellation)).Pid;
    }

    public async Task<double> OnceAsync(BenchRun run)
    {
        var began = TimeProvider.System.GetTimestamp();
        Libc.Signal(_worker, Libc.SigKill);
        var report = await _reports.NextAsync(_supervisor!.MustRun, run.Cancellation);
        _worker = report.Pid;
        return TimeProvider.System.GetElapsedTime(began, report.At).TotalMilliseconds;
    }

    public async ValueTask DisposeAsync()
    {
        if (_supervisor is not null)
        {
            await _supervisor.DisposeAsync();
        }

        _reports.Dispose();
    }
}
