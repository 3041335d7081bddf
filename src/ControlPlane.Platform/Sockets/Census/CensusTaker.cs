using ControlPlane.Platform.Machine;
using ControlPlane.Platform.Native;
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
    /// An idle service costs one question to the kernel, however many workers it has: where no connection is, nobody holds one.
    /// Null: somebody may, or a worker may stand still, whose state has to be seen first.
    /// </summary>
    private SocketCensus? NobodyIsThere(List<ListenerPlace> places, IReadOnlyCollection<IWorker> workers)
    {
        if (workers.Count == 0 || workers.OfType<LinuxWorker>().Any(w => w.IsFrozen))
        {
            return null;
        }

        var (accepted, queues) = Sockets(places, anybodyAsks: true);
        return accepted is { Count: 0 }
            ? new SocketCensus(
                QueuesOf(places, queues), workers.Distinct().ToDictionary(w => w, _ => new WorkerSockets(0, false)))
            : null;
    }

    private SocketCensus Take(List<ListenerPlace> places, IReadOnlyCollection<IWorker> workers)
    {
        var processes = new Lazy<IReadOnlyCollection<ProcessFacts>>(() => ProcessTable.All().ToList());
        var looks = workers.OfType<LinuxWorker>().Distinct().Select(w => Look(w, processes)).ToList();
        var (accepted, queues) = Sockets(places, looks.Count > 0);
        processes = new(() => ProcessTable.All().ToList());
        return new SocketCensus(
            QueuesOf(places, queues),
            looks.ToDictionary(l => (IWorker)l.Worker, l => Count(l, accepted, processes)));
    }

    private static Dictionary<IListener, int?> QueuesOf(List<ListenerPlace> places, Dictionary<uint, int> queues) =>
        places.ToDictionary(p => p.Listener, p => p.Queued ?? (queues.TryGetValue(p.Inode, out var n) ? n : null));

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
        Seen seen, HashSet<uint>? accepted, Lazy<IReadOnlyCollection<ProcessFacts>> processes)
    {
        // Forked while the others were being looked at: then it is looked at again at the next attempt.
        var stopped = seen.Stopped && seen.Worker.Members(processes).All(seen.Members.Contains);
        return new WorkerSockets(
            accepted is not null && seen.Visible ? seen.Held.Count(accepted.Contains) : null, stopped);
    }

    /// <summary>Inodes of accepted connections (null: unknown), and the queues of Unix listeners by inode.</summary>
    private (HashSet<uint>? Accepted, Dictionary<uint, int> Queues) Sockets(List<ListenerPlace> places, bool anybodyAsks)
    {
        // So many filtered walks over the kernel's table are cheaper than reading all of it.
        const int FewPorts = 8;
        var accepted = new HashSet<uint>();
        var queues = new Dictionary<uint, int>();
        try
        {
            foreach (var family in places.Where(p => anybodyAsks && p.Port > 0).GroupBy(p => p.Family))
            {
                var ports = family.Select(p => p.Port).ToHashSet();
                foreach (var port in ports.Count <= FewPorts ? ports : [(ushort)0])
                {
                    SocketDiagnosis.Internet(family.Key, port, s =>
                    {
                        if (s.Inode != 0 && ports.Contains(s.Port))
                        {
                            accepted.Add(s.Inode);
                        }
                    });
                }
            }

            OfUnix([.. places.Where(p => p.Family == Libc.AF_UNIX).Select(p => p.Inode)], accepted, queues);
            return (accepted, queues);
        }
        catch (MachineException e)
        {
            ReportFailure(e);
            return (null, queues);
        }
    }

    private static void OfUnix(HashSet<uint> listeners, HashSet<uint> accepted, Dictionary<uint, int> queues)
    {
        if (listeners.Count == 0)
        {
            return;
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        var connected = new List<KernelSocket>();
        SocketDiagnosis.Unix(socket =>
        {
            if (listeners.Contains(socket.Inode))
            {
                names.Add(socket.Name);
                queues[socket.Inode] = (int)Math.Min(socket.Queue, int.MaxValue);
            }
            else if (!socket.Listening && socket.Inode != 0 && socket.Name.Length > 0)
            {
                connected.Add(socket);
            }
        });
        accepted.UnionWith(connected.Where(s => names.Contains(s.Name)).Select(s => s.Inode));
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
