using ControlPlane.Contracts;
using ControlPlane.Platform.Sockets.Census;
using ControlPlane.Platform.Workers;

namespace ControlPlane.Node.Tests.Simulation;

/// <summary>A process that exists in virtual time only.</summary>
internal sealed class SimulatedWorker : IWorker
{
    private static readonly TimeSpan LongestFreeze = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan StopsWithin = TimeSpan.FromMilliseconds(3);

    private readonly SimulatedMachine _machine;
    private readonly IWorkerObserver _observer;
    private readonly Temperament _temperament;
    private TimeSpan? _childrenUntil;
    private bool _told;
    private readonly bool _reports;
    private TimeSpan? _frozenAt;

    public SimulatedWorker(
        ContainerId container, int pid, SimulatedMachine machine, Temperament temperament, IWorkerObserver observer)
    {
        Container = container;
        Identity = new ProcessIdentity(pid, (ulong)machine.Now.Ticks);
        StartedAt = machine.Now;
        _machine = machine;
        _temperament = temperament;
        _observer = observer;
        _reports = machine.Draw(4) == 0 && !HasClients;
        machine.After(temperament.ReadyAfter, SayReady);
        machine.After(temperament.DiesAfter, () =>
        {
            if (machine.Faulty && !_told && !IsFrozen)
            {
                End(WorkerExit.WithCode(1));
            }
        });
    }

    public ContainerId Container { get; }

    public ProcessIdentity Identity { get; }

    public Confinement Confinement => Confinement.Group;

    public TimeSpan StartedAt { get; }

    public TimeSpan? EndedAt { get; private set; }

    /// <summary>It was told to stop, or killed by the node: its end is no surprise.</summary>
    public bool WasTold => _told;

    /// <summary>
    /// Its slot is leaving; it may not have been told, because it is waited until it has no connection.
    /// </summary>
    public bool IsLeaving { get; set; }

    /// <summary>Those that it has accepted.</summary>
    public int Connections { get; set; }

    /// <summary>It takes connections: its start is over, and nobody has told it to stop.</summary>
    public bool Accepts => Alive && !_told && !IsFrozen
        && _machine.Now - StartedAt >= (ReadyAfter ?? TimeSpan.FromSeconds(1));

    public TimeSpan? ReadyAfter => _temperament.ReadyAfter;

    public bool Alive => EndedAt is null;

    /// <summary>It stands still: it says nothing, accepts nothing, and does not leave.</summary>
    public bool IsFrozen => _frozenAt is not null;

    public void Terminate()
    {
        _told = true;
        _frozenAt = null;
        if (_reports)
        {
            _machine.After(TimeSpan.FromMilliseconds(_machine.Draw(1_000)), () => Say(new WorkerNotice(Jobs: 0)));
        }

        _machine.After(_temperament.LeavesAfterTerm, () => End(WorkerExit.BySignal(15)));
    }

    public void Kill()
    {
        if (Alive && IsFrozen && Connections > 0)
        {
            _machine.Wrong($"{Container} is killed while frozen, with {Connections} connections");
        }

        _told = true;
        _childrenUntil = null;
        End(WorkerExit.BySignal(9));
    }

    public void Freeze()
    {
        if (Alive && !IsFrozen)
        {
            Come();
            var since = _machine.Now;
            _frozenAt = since;
            _machine.After(LongestFreeze, () =>
            {
                if (Alive && _frozenAt == since)
                {
                    _machine.Wrong($"{Container} was left stopped for {LongestFreeze}");
                }
            });
        }
    }

    public void Thaw() => _frozenAt = null;

    /// <summary>Connections come and go while it runs; a moment passes before all of it stands still.</summary>
    public WorkerSockets Look()
    {
        if (!IsFrozen)
        {
            Come();
        }

        return new WorkerSockets(Connections, Alive && _machine.Now >= _frozenAt + StopsWithin);
    }

    public bool HasSurvivors() => Alive || _machine.Now < _childrenUntil;

    /// <summary>Dies by a hand other than the node's.</summary>
    public void Murder() => End(WorkerExit.BySignal(9));

    private bool HasClients => _machine.Clients?.Use(Container.Service) ?? false;

    /// <summary>In peace the load is steady, so that the world can come to rest.</summary>
    private void Come()
    {
        if (!Alive)
        {
            Connections = 0;
        }
        else if (_machine.Faulty && !HasClients)
        {
            Connections = _machine.Draw(2) == 0 ? _machine.Draw(4) : 0;
        }
    }

    private void SayReady() =>
        Say(new WorkerNotice(Ready: true, Jobs: _reports ? _machine.Draw(3) : null, MaxJobs: _reports ? 3 : null));

    private void Say(WorkerNotice notice)
    {
        if (Alive && !IsFrozen)
        {
            _observer.Notified(notice);
        }
    }

    private void End(WorkerExit exit)
    {
        if (!Alive)
        {
            return;
        }

        EndedAt = _machine.Now;
        _childrenUntil = _told && exit.Signal != 9 ? _machine.Now + _temperament.ChildrenFor : null;
        _machine.Ended(this, () => _observer.Exited(exit));
    }
}
