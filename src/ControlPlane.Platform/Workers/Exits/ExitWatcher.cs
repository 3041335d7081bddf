using System.Collections.Concurrent;
using ControlPlane.Platform.Machine;
using ControlPlane.Platform.Native;
using ControlPlane.Platform.Processes;

namespace ControlPlane.Platform.Workers.Exits;

/// <summary>
/// One thread waits for the ends of all workers (pidfds in epoll), reaps them, and clears up after them: what still
/// lives of their group, their cgroup, their line in the journal.
/// </summary>
internal sealed class ExitWatcher : IDisposable
{
    private const long WakeId = 0;
    private const int TickMilliseconds = 100;

    private readonly LinuxMachineOptions _options;
    private readonly Action<LinuxWorker, WorkerExit> _ended;
    private readonly OrphanCollector? _orphans;
    private readonly Epoll _epoll = new();
    private readonly WakeUp _wake = new();
    private readonly ConcurrentDictionary<long, LinuxWorker> _workers = new();
    private readonly ConcurrentDictionary<LinuxWorker, bool> _remains = new();
    private readonly ManualResetEventSlim _cleared = new();
    private readonly Thread _thread;
    private long _lastId = WakeId;
    private long _tickedAt;
    private volatile bool _stopping;

    /// <param name="options">For reports, time and the journal.</param>
    /// <param name="ended">Told of each end exactly once, from the thread of this watcher.</param>
    public ExitWatcher(LinuxMachineOptions options, Action<LinuxWorker, WorkerExit> ended)
    {
        (_options, _ended) = (options, ended);
        _orphans = options.Subreaper ? new OrphanCollector(_wake.Call) : null;
        _epoll.Add(_wake.Descriptor, WakeId);
        _thread = new Thread(Run) { Name = "cplane exits", IsBackground = true };
        _thread.Start();
    }

    public void Watch(LinuxWorker worker)
    {
        var id = Interlocked.Increment(ref _lastId);
        _workers[id] = worker;
        try
        {
            _epoll.Add(worker.Ended, id);
        }
        catch
        {
            _workers.TryRemove(id, out _);
            throw;
        }
    }

    /// <summary>Kills all that is left, and waits until it is gone or the time is over, which is reported.</summary>
    public void Close(TimeSpan timeout)
    {
        var began = _options.Time.GetTimestamp();
        foreach (var worker in _workers.Values.Concat(_remains.Keys))
        {
            Guard(worker.Kill);
        }

        while (!(_workers.IsEmpty && _remains.IsEmpty))
        {
            _cleared.Reset();
            if (_options.Time.GetElapsedTime(began) > timeout)
            {
                _options.Report(new MachineEvent.Trouble("workers are still there after KILL: "
                    + string.Join(", ", _workers.Values.Concat(_remains.Keys).Select(w => $"pid {w.Identity.Pid}"))));
                break;
            }

            _cleared.Wait(TickMilliseconds);
        }

        Guard(() => _orphans?.EndStrays(_options));
        Dispose();
    }

    public void Dispose()
    {
        _stopping = true;
        _wake.Call();
        _thread.Join();
        _cleared.Dispose();
        _orphans?.Dispose();
        _wake.Dispose();
        _epoll.Dispose();
    }

    private void Run()
    {
        Span<long> ids = stackalloc long[64];
        while (!_stopping)
        {
            var busy = !_remains.IsEmpty || (_orphans?.IsAsked ?? false);
            var count = _epoll.Wait(ids, busy ? TickMilliseconds : -1);
            foreach (var id in ids[..count])
            {
                if (id == WakeId)
                {
                    _wake.Clear();
                }
                else if (_workers.TryGetValue(id, out var worker))
                {
                    Guard(() => End(id, worker));
                }
            }

            if (_options.Time.GetElapsedTime(_tickedAt).TotalMilliseconds >= TickMilliseconds)
            {
                Tick();
            }
        }
    }

    private void End(long id, LinuxWorker worker)
    {
        // Before the pidfd is closed, and before the id is forgotten.
        _epoll.Remove(worker.Ended);
        var exit = worker.Bury();
        if (_remains.IsEmpty)
        {
            _tickedAt = _options.Time.GetTimestamp();
        }

        _remains[worker] = true;
        _workers.TryRemove(id, out _);
        _ended(worker, exit);
    }

    private void Tick()
    {
        _tickedAt = _options.Time.GetTimestamp();
        Guard(() => _orphans?.Collect());
        var processes = new Lazy<IReadOnlyCollection<ProcessFacts>>(() => ProcessTable.All().ToList());
        foreach (var worker in _remains.Keys)
        {
            Guard(() => ClearUp(worker, processes));
        }
    }

    private void ClearUp(LinuxWorker worker, Lazy<IReadOnlyCollection<ProcessFacts>> processes)
    {
        if (worker.HasSurvivors(processes))
        {
            worker.KillRemains();
        }
        else if (worker.Cgroup?.TryRemove() ?? true)
        {
            _remains.TryRemove(worker, out _);
            _options.Directory?.Journal.Ended(worker.Entry);
            _cleared.Set();
        }
    }

    /// <summary>This thread serves all workers: what fails for one must not stop it.</summary>
    private void Guard(Action action)
    {
        try
        {
            action();
        }
        catch (Exception e)
        {
            _options.Report(new MachineEvent.Trouble($"while a worker's end was handled: {e.Message}", e));
        }
    }
}
