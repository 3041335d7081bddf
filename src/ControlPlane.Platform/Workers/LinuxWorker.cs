using ControlPlane.Platform.Native;
using ControlPlane.Platform.NodeDirectory;
using ControlPlane.Platform.Processes;
using ControlPlane.Platform.Sockets;
using ControlPlane.Platform.Workers.Cgroups;
using ControlPlane.Platform.Workers.Exits;

namespace ControlPlane.Platform.Workers;

/// <summary>
/// A process that we started, with its group and cgroup. The pid of a child that is not reaped yet cannot be reused, so
/// signals to its group are safe until then; afterwards a group is signalled only while it has a living member and
/// no process bears its number (the number of a group in use is not given out again).
/// </summary>
internal sealed class LinuxWorker(
    ProcessHandle leader, WorkerCgroup? cgroup, JournalEntry entry, IReadOnlyList<ListenAddress> ownSockets) : IWorker
{
    private readonly Lock _gate = new();
    private bool _terminated;
    private bool _reaped;
    private bool _groupGone;
    private Frozen? _frozen;

    public ProcessIdentity Identity => leader.Identity;

    public Confinement Confinement => cgroup is null ? Confinement.Group : Confinement.Cgroup;

    /// <summary>For epoll: readable when the leader has ended. Closed by <see cref="Bury"/>.</summary>
    public Descriptor Ended => leader.Descriptor;

    public WorkerCgroup? Cgroup => cgroup;

    public JournalEntry Entry => entry;

    public IReadOnlyList<ListenAddress> OwnSockets => ownSockets;

    private int Group => Identity.Pid;

    public void Terminate()
    {
        lock (_gate)
        {
            _terminated = true;
            SignalGroup(Libc.SIGTERM);
            // A stopped process would hear of it only when somebody continues it.
            SignalGroup(Libc.SIGCONT);
            cgroup?.TerminateBeyond(Group);
            _frozen?.Signal(Libc.SIGCONT);
            _frozen = null;
        }
    }

    public void Kill()
    {
        lock (_gate)
        {
            SignalGroup(Libc.SIGKILL);
            cgroup?.Kill();
            _frozen?.Signal(Libc.SIGKILL);
        }
    }

    /// <summary>True from <see cref="Freeze"/> on, until something else is told to it.</summary>
    public bool IsFrozen
    {
        get
        {
            lock (_gate)
            {
                return _frozen is not null;
            }
        }
    }

    public void Freeze()
    {
        lock (_gate)
        {
            if (_reaped)
            {
                return;
            }

            SignalGroup(Libc.SIGSTOP);
            _frozen ??= new Frozen();
            _frozen.Stop(Members(new Lazy<IReadOnlyCollection<ProcessFacts>>(All)), Group);
        }
    }

    public void Thaw()
    {
        lock (_gate)
        {
            if (_frozen is not null)
            {
                SignalGroup(Libc.SIGCONT);
                _frozen.Signal(Libc.SIGCONT);
                _frozen = null;
            }
        }
    }

    /// <summary>
    /// The pids of all its living processes at the moment: of its cgroup, or else of its group and its session.
    /// </summary>
    public IReadOnlyCollection<int> Members(Lazy<IReadOnlyCollection<ProcessFacts>> processes) => cgroup is not null
        ? cgroup.AllMembers()
        : [.. processes.Value.Where(
            p => (p.Group == Group || p.Session == Group) && !p.IsZombie).Select(p => p.Identity.Pid)];

    public bool HasSurvivors() => HasSurvivors(new Lazy<IReadOnlyCollection<ProcessFacts>>(All));

    /// <param name="processes">
    /// All processes now, looked up only if need be; shared when many workers are asked at once.
    /// </param>
    public bool HasSurvivors(Lazy<IReadOnlyCollection<ProcessFacts>> processes)
    {
        lock (_gate)
        {
            return !_reaped || GroupLives(processes) || (cgroup?.IsPopulated ?? false);
        }
    }

    /// <summary>
    /// After the leader has ended: kills what it leaves behind, unless it was told to terminate; then reaps it. Once
    /// only. The group is killed first, while the zombie still keeps its number from being reused.
    /// </summary>
    public WorkerExit Bury()
    {
        lock (_gate)
        {
            try
            {
                if (!_terminated)
                {
                    SignalGroup(Libc.SIGKILL);
                    cgroup?.Kill();
                }

                // What left the group is not ended with it, but must not stay stopped for ever either.
                _frozen?.Signal(Libc.SIGCONT);
                _frozen = null;
            }
            finally
            {
                _reaped = true;
            }

            // No exit code: the host reaps all children, which the documentation of the machine forbids.
            var exit = WaitStatus.Reap(leader.Descriptor) ?? WorkerExit.WithCode(255);
            OwnChildren.Forget(Group);
            leader.Dispose();
            return exit;
        }
    }

    /// <summary>
    /// Kills what is left of a worker that was not told to terminate: it may have forked while it was killed.
    /// </summary>
    public void KillRemains()
    {
        lock (_gate)
        {
            if (!_terminated)
            {
                SignalGroup(Libc.SIGKILL);
                cgroup?.Kill();
            }
        }
    }

    private void SignalGroup(int signal)
    {
        if ((!_reaped || GroupLives(new Lazy<IReadOnlyCollection<ProcessFacts>>(All)))
            && Libc.Kill(-Group, signal) < 0 && Errno.Last is not (Errno.ESRCH or Errno.EPERM))
        {
            throw Errno.Failure($"cannot signal process group {Group}", Errno.Last);
        }
    }

    /// <summary>After the leader was reaped. Zombies do not count: they only wait for somebody to look.</summary>
    private bool GroupLives(Lazy<IReadOnlyCollection<ProcessFacts>> processes)
    {
        if (_groupGone)
        {
            return false;
        }

        _groupGone = (Libc.Kill(-Group, 0) < 0 && Errno.Last == Errno.ESRCH) || !HasLivingMember(processes.Value);
        return !_groupGone;
    }

    /// <summary>False also if the number was given out again: then the group had become empty before.</summary>
    private bool HasLivingMember(IReadOnlyCollection<ProcessFacts> processes) =>
        processes.All(p => p.Identity.Pid != Group)
        && processes.Any(p => p.Group == Group && p.Session == Group && !p.IsZombie);

    private static IReadOnlyCollection<ProcessFacts> All() => ProcessTable.All().ToList();
}
