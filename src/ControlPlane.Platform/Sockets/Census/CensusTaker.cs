using ControlPlane.Platform.Machine;
using ControlPlane.Platform.Processes;
using ControlPlane.Platform.Workers;

namespace ControlPlane.Platform.Sockets.Census;

/// <summary>
/// Takes a census. The order matters for a worker that stands still: first its state, then its descriptors, then the
/// kernel's sockets. A connection that it accepted a moment before it stopped is in all of them.
/// </summary>
internal sealed class CensusTaker(Action<MachineEvent> report)
{
    private bool _diagnosisFailed;
    private bool _descriptorsHidden;

    public SocketCensus Take(IReadOnlyCollection<IListener> listeners, IReadOnlyCollection<IWorker> workers)
    {
        var places = listeners.Distinct().Select(ListenerPlace.Of).ToList();
        return NobodyIsThere(places, workers) ?? Take(places, workers);
    }

    /// <summary>
    /// An idle service costs one question to the kernel, however many workers it has: where no connection is, nobody
    /// holds one. Null: somebody may, or a worker may stand still, whose state has to be seen first.
    /// </summary>
    private SocketCensus? NobodyIsThere(List<ListenerPlace> places, IReadOnlyCollection<IWorker> workers)
    {
        if (workers.Count == 0 || workers.OfType<LinuxWorker>().Any(w => w.IsFrozen))
        {
            return null;
        }

        return Sightings(places, workers) is { AreNone: true } none
            ? new SocketCensus(
                QueuesOf(places, none), workers.Distinct().ToDictionary(w => w, _ => new WorkerSockets(0, false)))
            : null;
    }

    private SocketCensus Take(List<ListenerPlace> places, IReadOnlyCollection<IWorker> workers)
    {
        var processes = new Lazy<IReadOnlyCollection<ProcessFacts>>(() => ProcessTable.All().ToList());
        var looks = workers.OfType<LinuxWorker>().Distinct().Select(w => Look(w, processes)).ToList();
        var sightings = Sightings(places, workers);
        processes = new(() => ProcessTable.All().ToList());
        return new SocketCensus(
            QueuesOf(places, sightings), looks.ToDictionary(
                l => (IWorker)l.Worker, l => Count(l, sightings, processes)));
    }

    private static Dictionary<IListener, int?> QueuesOf(List<ListenerPlace> places, SocketSightings? sightings) =>
        places.ToDictionary(p => p.Listener, p => sightings is null ? p.Queued : sightings.QueueOf(p));

    private Seen Look(LinuxWorker worker, Lazy<IReadOnlyCollection<ProcessFacts>> processes)
    {
        var members = worker.Members(processes);
        var stopped = worker.IsFrozen && members.All(StoppedThreads.AreAll);
        var held = new HashSet<uint>();
        var visible = true;
        foreach (var pid in members)
        {
            if (!HeldSockets.TryAdd(pid, held))
            {
                visible = false;
                ReportHidden(pid);
            }
        }

        return new Seen(worker, members, held, visible, stopped);
    }

    private static WorkerSockets Count(
        Seen seen, SocketSightings? sightings, Lazy<IReadOnlyCollection<ProcessFacts>> processes)
    {
        // Forked while the others were being looked at: then it is looked at again at the next attempt.
        var stopped = seen.Stopped && seen.Worker.Members(processes).All(seen.Members.Contains);
        return new WorkerSockets(
            sightings is not null && seen.Visible
                ? sightings.CountAccepted(seen.Held) + sightings.CountWaiting(seen.Worker.OwnSockets)
                : null,
            stopped);
    }

    /// <summary>Null: unknown.</summary>
    private SocketSightings? Sightings(List<ListenerPlace> places, IReadOnlyCollection<IWorker> workers)
    {
        try
        {
            return SocketSightings.Take(
                places, [.. workers.OfType<LinuxWorker>().SelectMany(w => w.OwnSockets).Distinct()], workers.Count > 0);
        }
        catch (MachineException e)
        {
            ReportFailure(e);
            return null;
        }
    }

    private void ReportFailure(MachineException e)
    {
        if (!Interlocked.Exchange(ref _diagnosisFailed, true))
        {
            report(new MachineEvent.Trouble(
                $"{e.Message}; the jobs of workers that do not report them (X_JOBS) are unknown", e));
        }
    }

    private void ReportHidden(int pid)
    {
        if (!Interlocked.Exchange(ref _descriptorsHidden, true))
        {
            report(new MachineEvent.Trouble($"the descriptors of process {pid} may not be looked at, so its jobs are "
                + "unknown; run the node as root or as the same user, or let the worker report them (X_JOBS)"));
        }
    }

    private sealed record Seen(
        LinuxWorker Worker, IReadOnlyCollection<int> Members, HashSet<uint> Held, bool Visible, bool Stopped);
}
