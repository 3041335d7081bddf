namespace ControlPlane.Platform.Workers;

/// <summary>
/// Hears of one worker, from threads of the machine. Implementations only hand on; they never block or throw.
/// </summary>
public interface IWorkerObserver
{
    /// <summary>
    /// It has ended: exactly once, after everything it wrote before. May come before <c>Start</c> has returned. What
    /// it left behind (a group that drains) may still be heard afterwards.
    /// </summary>
    void Exited(WorkerExit exit);

    /// <summary>A line of its output, without the line end, at most 8 KiB (longer ones are cut and say so).</summary>
    void Said(OutputStream stream, string line);

    /// <summary>Lines that came too fast and were thrown away, at most one call a second, and one at its end.</summary>
    void LinesDropped(long count);

    /// <summary>A datagram on its NOTIFY_SOCKET, sent by the worker or a descendant (sd_notify(3)).</summary>
    void Notified(WorkerNotice notice);
}

public enum OutputStream
{
    Out,
    Error,
}

/// <summary>What a worker says by sd_notify(3); several may come in one datagram.</summary>
/// <param name="Ready"><c>READY=1</c>.</param>
/// <param name="Stopping"><c>STOPPING=1</c>.</param>
/// <param name="Status"><c>STATUS=</c>, at most 200 characters, or null.</param>
/// <param name="Jobs"><c>X_JOBS=</c>: what it works on now, 0 to <see cref="MostJobs"/>, or null.</param>
/// <param name="MaxJobs"><c>X_JOBS_MAX=</c>: what it can work on at one time, 0 to <see cref="MostJobs"/>, or
/// null.</param>
/// <param name="Nonsense">Values in it that were ignored because they are no such number, 0 for none.</param>
public sealed record WorkerNotice(
    bool Ready = false,
    bool Stopping = false,
    string? Status = null,
    int? Jobs = null,
    int? MaxJobs = null,
    int Nonsense = 0)
{
    /// <summary>The largest number of jobs that is believed.</summary>
    public const int MostJobs = 1_000_000;

    /// <summary>This, and what was said after it.</summary>
    internal WorkerNotice Then(WorkerNotice later) => new(
        Ready || later.Ready,
        Stopping || later.Stopping,
        later.Status ?? Status,
        later.Jobs ?? Jobs,
        later.MaxJobs ?? MaxJobs,
        Nonsense + later.Nonsense);
}

/// <summary>How a process ended: exactly one of the two is set.</summary>
/// <param name="Code">Exit code 0 to 255.</param>
/// <param name="Signal">Signal number, e.g. 9.</param>
public readonly record struct WorkerExit(int? Code, int? Signal)
{
    public static WorkerExit WithCode(int code) => new(code, null);
    public static WorkerExit BySignal(int signal) => new(null, signal);

    public override string ToString() => Signal is { } signal ? $"signal {SignalName.Of(signal)}" : $"exit code {Code}";
}
