namespace ControlPlane.Node.Admin.Messages;

/// <summary>
/// The thread pool and the timers of this process at one moment. Of the array pools the runtime tells nothing but what
/// they take, which is in the managed heap.
/// </summary>
/// <param name="Threads">Threads of the pool that there are.</param>
/// <param name="Busy">Of these, at work.</param>
/// <param name="Max">The most that there may be.</param>
/// <param name="Pending">Work that waits for a thread.</param>
/// <param name="Completed">Work done since the start.</param>
/// <param name="Timers">Timers that run.</param>
internal sealed record PoolFigures(int Threads, int Busy, int Max, long Pending, long Completed, long Timers)
{
    public static PoolFigures Now()
    {
        ThreadPool.GetMaxThreads(out var max, out _);
        ThreadPool.GetAvailableThreads(out var free, out _);
        return new PoolFigures(
            ThreadPool.ThreadCount, max - free, max, ThreadPool.PendingWorkItemCount, ThreadPool.CompletedWorkItemCount,
            Timer.ActiveCount);
    }
}
