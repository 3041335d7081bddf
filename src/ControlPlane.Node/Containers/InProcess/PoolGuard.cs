namespace ControlPlane.Node.Containers.InProcess;

/// <summary>
/// Keeps the node going when the code of processors blocks threads of the pool, which the actors share: a thread of its
/// own looks whether work that it gives to the pool is begun in time; if not, the pool gets more threads at once
/// instead of one or two a second. What is not blocked costs nothing.
/// </summary>
internal sealed class PoolGuard : IDisposable
{
    private const int More = 16;
    private const int Most = 1_024;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private readonly ManualResetEventSlim _stop = new();
    private readonly Action<int> _report;
    private readonly Thread _thread;
    private volatile bool _begun = true;

    /// <param name="report">Told how many threads the pool has, each time it gets more.</param>
    public PoolGuard(Action<int> report)
    {
        _report = report;
        _thread = new Thread(Run) { Name = "cplane pool guard", IsBackground = true };
        _thread.Start();
    }

    public void Dispose()
    {
        _stop.Set();
        _thread.Join();
        _stop.Dispose();
    }

    private void Run()
    {
        while (!_stop.Wait(Look))
        {
            if (_begun)
            {
                _begun = false;
                ThreadPool.UnsafeQueueUserWorkItem(_ => _begun = true, null);
            }
            else
            {
                Grow();
            }
        }
    }

    /// <summary>The probe has waited for a whole look.</summary>
    private void Grow()
    {
        ThreadPool.GetMinThreads(out var least, out var io);
        var threads = Math.Min(Most, ThreadPool.ThreadCount + More);
        if (threads > least && ThreadPool.SetMinThreads(threads, io))
        {
            _report(threads);
        }
    }
}
