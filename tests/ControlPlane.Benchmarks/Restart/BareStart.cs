using System.Diagnostics;
using ControlPlane.Benchmarks.Programs;

namespace ControlPlane.Benchmarks.Restart;

/// <summary>
/// The baseline: nobody notices a death, the same worker is just started by <see cref="Process.Start()"/>. What is more
/// than this belongs to the supervisor.
/// </summary>
internal sealed class BareStart : IRestarter
{
    private readonly ExecReports _reports = new();

    public string Name => "a bare start of the same worker";

    public Task BeginAsync(BenchRun run) => Task.CompletedTask;

    public async Task<double> OnceAsync(BenchRun run)
    {
        var began = TimeProvider.System.GetTimestamp();
        using var worker = Process.Start(_reports.Command[0], _reports.Command.Skip(1));
        try
        {
            var report = await _reports.NextAsync(() => { }, run.Cancellation);
            return TimeProvider.System.GetElapsedTime(began, report.At).TotalMilliseconds;
        }
        finally
        {
            Libc.Signal(worker.Id, Libc.SigKill);
            await worker.WaitForExitAsync(CancellationToken.None);
        }
    }

    public ValueTask DisposeAsync()
    {
        _reports.Dispose();
        return ValueTask.CompletedTask;
    }
}
