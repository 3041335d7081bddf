using System.Collections.Concurrent;
using ControlPlane.Platform.Machine;
using ControlPlane.Platform.Native;
using ControlPlane.Platform.Workers.Notices;

namespace ControlPlane.Platform.Workers.Output;

/// <summary>
/// One thread reads the pipes of all workers, and the notify socket. A pipe gets one read a turn, and epoll turns
/// round robin, so a flood delays nobody by more than the other pipes' reads. The buffer is shared: an idle worker
/// costs no memory beyond two small objects.
/// </summary>
internal sealed class OutputReader : IDisposable
{
    private const long WakeId = 0, NotifyId = 1, FirstPipeId = 16;
    private const int BufferSize = 64 * 1024, LastDrain = 16, TickMilliseconds = 250, KeptMilliseconds = 5;

    private readonly LinuxMachineOptions _options;
    private readonly TimeProvider _time;
    private readonly Epoll _epoll = new();
    private readonly WakeUp _wake = new();
    private readonly NotifySocket _notify;
    private readonly ConcurrentDictionary<long, OutputPipe> _pipes = new();
    private readonly ConcurrentQueue<(WorkerOutput Output, WorkerExit Exit)> _exits = new();
    private readonly HashSet<WorkerOutput> _restless = [];
    private readonly byte[] _buffer = new byte[BufferSize];
    private readonly Thread _thread;
    private long _lastPipeId = FirstPipeId;
    private long _tickedAt;
    private volatile bool _stopping;

    public OutputReader(LinuxMachineOptions options, NotifySocket notify)
    {
        (_options, _time, _notify) = (options, options.Time, notify);
        _epoll.Add(_wake.Descriptor, WakeId);
        _epoll.Add(_notify.Descriptor, NotifyId);
        _thread = new Thread(Run) { Name = "cplane output", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Around a start, from before the spawn to after <see cref="Begin"/> or the failure.</summary>
    public void ExpectNewcomer() => _notify.ExpectNewcomer();

    /// <summary>Ends what <see cref="ExpectNewcomer"/> began.</summary>
    public void NewcomerArrived() => _notify.NewcomerArrived();

    /// <summary>Takes the reading ends over.</summary>
    public WorkerOutput Prepare(LinuxWorker worker, IWorkerObserver observer, Descriptor output, Descriptor error)
    {
        var budget = new OutputBudget(_options.Output, _time.GetTimestamp(), _time.TimestampFrequency);
        var result = new WorkerOutput(worker, observer, budget, _options.Report);
        result.Pipes[0] = new OutputPipe(result, OutputStream.Out, output, Interlocked.Increment(ref _lastPipeId));
        result.Pipes[1] = new OutputPipe(result, OutputStream.Error, error, Interlocked.Increment(ref _lastPipeId));
        return result;
    }

    /// <summary>Reads from now on: the observer may be called before this returns.</summary>
    public void Begin(WorkerOutput output)
    {
        _notify.Add(output);
        foreach (var pipe in output.Pipes.ToArray().OfType<OutputPipe>())
        {
            pipe.End.SetNonBlocking();
            _pipes[pipe.Id] = pipe;
            _epoll.Add(pipe.End, pipe.Id);
        }
    }

    /// <summary>The start failed after all: the observer hears nothing more.</summary>
    public void Abandon(WorkerOutput output)
    {
        output.IsAbandoned = true;
        _exits.Enqueue((output, default));
        _wake.Call();
    }

    /// <summary>The worker has ended: what it wrote is read, then the observer hears of the exit.</summary>
    public void Finish(WorkerOutput output, WorkerExit exit)
    {
        _exits.Enqueue((output, exit));
        _wake.Call();
    }

    public void Dispose()
    {
        _stopping = true;
        _wake.Call();
        _thread.Join();
        foreach (var pipe in _pipes.Values)
        {
            pipe.Dispose();
        }

        _notify.Dispose();
        _wake.Dispose();
        _epoll.Dispose();
    }

    private void Run()
    {
        Span<long> ids = stackalloc long[64];
        while (!_stopping)
        {
            var count = _epoll.Wait(
                ids, _notify.HasKept ? KeptMilliseconds : _restless.Count > 0 ? TickMilliseconds : -1);
            if (_notify.HasKept)
            {
                ReceiveNotices();
            }

            foreach (var id in ids[..count])
            {
                Serve(id);
                TellExits();
            }

            if (_restless.Count > 0 && _time.GetElapsedTime(_tickedAt).TotalMilliseconds >= TickMilliseconds)
            {
                Tick();
            }
        }

        TellExits();
    }

    private void Serve(long id)
    {
        if (id == WakeId)
        {
            _wake.Clear();
        }
        else if (id == NotifyId)
        {
            ReceiveNotices();
        }
        else if (_pipes.TryGetValue(id, out var pipe))
        {
            Read(pipe);
        }
    }

    private void ReceiveNotices()
    {
        try
        {
            _notify.Receive();
        }
        catch (MachineException e)
        {
            _options.Report(new MachineEvent.Trouble(e.Message, e));
        }
    }

    private int Read(OutputPipe pipe)
    {
        var worker = pipe.Worker;
        worker.Budget.Fill(_time.GetTimestamp());
        var count = pipe.Read(_buffer);
        if (count == 0)
        {
            Close(pipe);
        }

        if (worker.HasDropped)
        {
            worker.ReportDropped(_time.GetTimestamp(), _time.TimestampFrequency);
            _restless.Add(worker);
        }

        return count;
    }

    private void Close(OutputPipe pipe)
    {
        _epoll.Remove(pipe.End);
        _pipes.TryRemove(pipe.Id, out _);
        pipe.Dispose();
        var pipes = pipe.Worker.Pipes;
        pipes[Array.IndexOf(pipes, pipe)] = null;
    }

    private void Release(WorkerOutput output)
    {
        foreach (var pipe in output.Pipes.OfType<OutputPipe>())
        {
            Close(pipe);
        }

        _notify.Remove(output);
        _restless.Remove(output);
    }

    private void TellExits()
    {
        while (_exits.TryDequeue(out var ended))
        {
            var (output, exit) = ended;
            if (output.IsAbandoned)
            {
                Release(output);
                continue;
            }

            ReceiveNotices();
            Drain(output);
            output.ReportDropped(_time.GetTimestamp(), _time.TimestampFrequency, atTheEnd: true);
            output.Exit(exit);
            if (output.IsClosed)
            {
                _notify.Remove(output);
            }
            else
            {
                output.LingersUntil = _time.GetTimestamp()
                    + (long)(_options.PipeLinger.TotalSeconds * _time.TimestampFrequency);
                _restless.Add(output);
            }
        }
    }

    /// <summary>Reads what is there, but not for ever from somebody who goes on writing.</summary>
    private void Drain(WorkerOutput output)
    {
        foreach (var pipe in output.Pipes.OfType<OutputPipe>())
        {
            for (var reads = 0; reads < LastDrain && Read(pipe) > 0; reads++)
            {
            }

            pipe.Flush();
        }
    }

    /// <summary>Reports what was lost, and closes pipes that only strangers to the group still hold open.</summary>
    private void Tick()
    {
        _tickedAt = _time.GetTimestamp();
        foreach (var output in _restless.ToList())
        {
            output.ReportDropped(_tickedAt, _time.TimestampFrequency);
            if (output.LingersUntil is { } until && (output.IsClosed
                || (_tickedAt >= until && !output.Worker.HasSurvivors())))
            {
                // What the last survivor wrote may have come since the pipes were looked at.
                Drain(output);
                Release(output);
                output.ReportDropped(_tickedAt, _time.TimestampFrequency, atTheEnd: true);
            }
            else if (output.LingersUntil is null && !output.HasDropped)
            {
                _restless.Remove(output);
            }
        }
    }
}
