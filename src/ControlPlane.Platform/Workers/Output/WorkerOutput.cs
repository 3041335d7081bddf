using ControlPlane.Platform.Machine;

namespace ControlPlane.Platform.Workers.Output;

/// <summary>
/// Everything that is on its way from one worker to its observer: lines, counts of lost lines, notices, and at last
/// the exit. Used by the reading thread only, so an observer hears one thing at a time, in order.
/// </summary>
internal sealed class WorkerOutput(
    LinuxWorker worker, IWorkerObserver observer, OutputBudget budget, Action<MachineEvent> report)
{
    private long _dropped;
    private long? _reportedAt;

    public LinuxWorker Worker { get; } = worker;

    public OutputBudget Budget { get; } = budget;

    /// <summary>Standard output and standard error; null once closed.</summary>
    public OutputPipe?[] Pipes { get; } = new OutputPipe?[2];

    /// <summary>
    /// When the pipes are closed at the latest if nothing of the worker lives; null: it has not exited.
    /// </summary>
    public long? LingersUntil { get; set; }

    /// <summary>True: nothing is told any more.</summary>
    public bool IsAbandoned { get; set; }

    public bool HasDropped => _dropped > 0;

    public bool IsClosed => Pipes[0] is null && Pipes[1] is null;

    public void Say(OutputStream stream, string line) => Guard(() => observer.Said(stream, line));

    public void Notify(WorkerNotice notice) => Guard(() => observer.Notified(notice));

    public void Exit(WorkerExit exit) => Guard(() => observer.Exited(exit));

    public void Drop(long lines) => _dropped += lines;

    /// <summary>Reports lost lines if the last report is a second old, or at the end.</summary>
    public void ReportDropped(long now, long ticksPerSecond, bool atTheEnd = false)
    {
        if (_dropped == 0 || (!atTheEnd && _reportedAt is { } last && now - last < ticksPerSecond))
        {
            return;
        }

        var count = _dropped;
        (_dropped, _reportedAt) = (0, now);
        Guard(() => observer.LinesDropped(count));
    }

    /// <summary>One observer that throws must not stop the thread that serves them all.</summary>
    private void Guard(Action tell)
    {
        if (IsAbandoned)
        {
            return;
        }

        try
        {
            tell();
        }
        catch (Exception e)
        {
            report(new MachineEvent.Trouble($"an observer of worker {Worker.Identity.Pid} failed: {e.Message}", e));
        }
    }
}
