using ControlPlane.Benchmarks.Programs;
using ControlPlane.Benchmarks.Report;
using ControlPlane.Benchmarks.Supervisors;

namespace ControlPlane.Benchmarks.Thousand;

/// <summary>Many workers of one supervisor.</summary>
/// <param name="Workers">How many.</param>
/// <param name="Killed">How many of them are killed at once.</param>
/// <param name="Idle">How long the supervisor is watched while nothing happens.</param>
internal sealed record Crowd(int Workers, int Killed, TimeSpan Idle)
{
    public const string Program = "sleep";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    /// <summary>Longer than the second that both supervisors wait until they call a worker good.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(3);

    public static WorkerPlan Sleepers(int count) => new([$"/bin/{Program}", "86400"], count);

    public async Task<CrowdFigures> MeasureAsync(Func<WorkerPlan, ISupervisor> start, BenchRun run)
    {
        var began = TimeProvider.System.GetTimestamp();
        await using var supervisor = start(Sleepers(Workers));
        var watch = new ChildWatch(supervisor.Pid, Program);
        await watch.UntilAsync(Workers, Limit, supervisor.MustRun, run.Cancellation);
        var started = TimeProvider.System.GetElapsedTime(began);

        await run.PauseAsync(Settling);
        var (idle, resident) = await IdleAsync(supervisor, run);

        began = TimeProvider.System.GetTimestamp();
        watch.Kill(Killed);
        await watch.UntilAsync(Workers, Limit, supervisor.MustRun, run.Cancellation);
        return new CrowdFigures(
            started.TotalSeconds, idle, resident, TimeProvider.System.GetElapsedTime(began).TotalSeconds);
    }

    /// <summary>Resident KiB of a supervisor with one worker.</summary>
    public async Task<double> MemoryOfOneAsync(Func<WorkerPlan, ISupervisor> start, BenchRun run)
    {
        await using var supervisor = start(Sleepers(1));
        await new ChildWatch(supervisor.Pid, Program).UntilAsync(1, Limit, supervisor.MustRun, run.Cancellation);
        await run.PauseAsync(Settling);
        return (await IdleAsync(supervisor, run)).ResidentKib;
    }

    private async Task<(double Percent, double ResidentKib)> IdleAsync(ISupervisor supervisor, BenchRun run)
    {
        var before = Cpu();
        var began = TimeProvider.System.GetTimestamp();
        await run.PauseAsync(Idle);
        var used = Cpu() - before;
        var percent = 100 * used / TimeProvider.System.GetElapsedTime(began);
        return (percent, ProcessFacts.ResidentKib(supervisor.Pid) ?? throw Gone());

        TimeSpan Cpu() => ProcessFacts.Of(supervisor.Pid)?.Cpu ?? throw Gone();

        BenchFailedException Gone() => new($"process {supervisor.Pid} ended while nothing happened");
    }
}
