using System.Collections.Concurrent;
using ControlPlane.Platform.Workers;

namespace ControlPlane.Platform.Tests.Rig;

/// <summary>Keeps what an observer hears.</summary>
internal sealed class Recorder : IWorkerObserver
{
    private readonly TaskCompletionSource<WorkerExit> _exit = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _exits;
    private long _dropped;
    private long _dropReports;

    public ConcurrentQueue<string> Out { get; } = new();
    public ConcurrentQueue<string> Error { get; } = new();
    public ConcurrentQueue<WorkerNotice> Notices { get; } = new();

    public int Exits => Volatile.Read(ref _exits);
    public long Dropped => Interlocked.Read(ref _dropped);
    public long DropReports => Interlocked.Read(ref _dropReports);

    public Task<WorkerExit> Exit => _exit.Task.WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System);

    public void Exited(WorkerExit exit)
    {
        Interlocked.Increment(ref _exits);
        _exit.TrySetResult(exit);
    }

    public void Said(OutputStream stream, string line) => (stream == OutputStream.Out ? Out : Error).Enqueue(line);

    public void LinesDropped(long count)
    {
        Interlocked.Add(ref _dropped, count);
        Interlocked.Increment(ref _dropReports);
    }

    public void Notified(WorkerNotice notice) => Notices.Enqueue(notice);
}
