using System.Collections.Concurrent;
using System.Globalization;
using ControlPlane.Platform.Machine;
using ControlPlane.Platform.Native;
using ControlPlane.Platform.Processes;
using ControlPlane.Platform.Workers.Cgroups;
using ControlPlane.Platform.Workers.Exits;
using ControlPlane.Platform.Workers.Notices;
using ControlPlane.Platform.Workers.Output;
using ControlPlane.Platform.Workers.Spawning;

namespace ControlPlane.Platform.Workers;

/// <summary>All workers of one machine, and the threads that look after them.</summary>
internal sealed class WorkerFleet : IDisposable
{
    private readonly LinuxMachineOptions _options;
    private readonly CgroupTree? _cgroups;
    private readonly OutputReader _output;
    private readonly ExitWatcher _exits;
    private readonly WorkerStarter _starter;
    private readonly ConcurrentDictionary<LinuxWorker, WorkerOutput> _running = new();
    private readonly ReaderWriterLockSlim _starting = new(LockRecursionPolicy.SupportsRecursion);
    private bool _closed;

    public WorkerFleet(LinuxMachineOptions options)
    {
        _options = options;
        IgnoredSignal.Heed(Libc.SIGCHLD);
        var owner = options.Directory?.Path
            ?? string.Create(CultureInfo.InvariantCulture, $"pid {Environment.ProcessId} {Guid.NewGuid()}");
        _cgroups = options.Cgroups ? CgroupTree.TryOpen(owner) : null;
        var notify = new NotifySocket(options);
        _output = new OutputReader(options, notify);
        _exits = new ExitWatcher(options, Ended);
        var preparation = new LaunchPreparation(options.Directory?.Path, notify.Name);
        _starter = new WorkerStarter(options, preparation, _cgroups, _output, (worker, output) =>
        {
            _running[worker] = output;
            _exits.Watch(worker);
        });
    }

    public IWorker Start(WorkerPlan plan, IWorkerObserver observer)
    {
        _starting.EnterReadLock();
        try
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            return _starter.Start(plan, observer);
        }
        finally
        {
            _starting.ExitReadLock();
        }
    }

    /// <exception cref="MachineException">A worker of this plan could not be executed.</exception>
    public static void Check(WorkerPlan plan) => new LaunchPreparation(null, null).Prepare(plan, null);

    /// <summary>Waits for starts under way, then refuses more and ends everything.</summary>
    public void Dispose()
    {
        _starting.EnterWriteLock();
        _closed = true;
        _starting.ExitWriteLock();
        _exits.Close(_options.CloseTimeout);
        _output.Dispose();
        _cgroups?.Dispose();
        _starting.Dispose();
    }

    private void Ended(LinuxWorker worker, WorkerExit exit)
    {
        if (_running.TryRemove(worker, out var output))
        {
            _output.Finish(output, exit);
        }
    }
}
