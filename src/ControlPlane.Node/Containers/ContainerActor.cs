using ControlPlane.Actors;
using ControlPlane.Contracts;
using ControlPlane.Contracts.Admin;
using ControlPlane.Contracts.Statuses;
using ControlPlane.Node.Controller;
using ControlPlane.Platform.Machine;

namespace ControlPlane.Node.Containers;

/// <summary>
/// One slot: carries out what <see cref="ContainerLifecycle"/> decides, with an OS process or with code in this
/// process. It outlives the processes that it starts, and ends when the slot is free.
/// </summary>
internal abstract class ContainerActor : ReceiveActor, IWithTimers
{
    private readonly IActorRef _service;
    private LifecycleRules _rules;
    private ContainerLife _life = ContainerLife.New;
    private (ContainerPhase, ContainerStatus, int?)? _announced;
    private DateTimeOffset? _startedAt;

    protected ContainerActor(ContainerId id, LifecycleRules rules, IActorRef service, NodeContext node)
    {
        Id = id;
        Node = node;
        _rules = rules;
        _service = service;
        Receive<ContainerProtocol.Stop>(m => Feed(new Happening.StopAsked(m.Reason)));
        Receive<ContainerProtocol.Mark>(m => Mark(m.Marked));
        Receive<ContainerProtocol.Retry>(_ => Feed(new Happening.RetryAsked()));
        Receive<ContainerProtocol.Follow>(m => Follow(m.Rules));
        Receive<ContainerProtocol.KillNow>(_ => KillAtOnce());
        Receive<ContainerProtocol.Message>(m => Hear(m.Name, m.Arguments, fromOperator: false));
        Receive<ContainerProtocol.AdminMessage>(m => Hear(m.Name, m.Arguments, fromOperator: true));
        Receive<ContainerProtocol.PrepareSystemShutdown>(_ => PrepareSystemShutdown());
        Receive<AlarmRang>(m => Feed(new Happening.Rang(m.Alarm)));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected ContainerId Id { get; }

    protected NodeContext Node { get; }

    protected ContainerLife Life => _life;

    protected LifecycleRules Rules => _rules;

    /// <summary>The process, where there is one.</summary>
    protected virtual int? Pid => null;

    /// <summary>Connections being processed, where that is known.</summary>
    protected virtual int? Jobs => null;

    /// <summary>The worker's own limit of jobs, where it has told one.</summary>
    protected virtual int? MaxJobs => null;

    /// <summary>The sockets that it binds itself; the same list while they are the same.</summary>
    protected virtual IReadOnlyList<string> Addresses => [];

    /// <summary>What ends with it for certain, for people; null for code in this process.</summary>
    protected virtual string? Confinement => null;

    /// <summary>What the worker says of itself (STATUS=), or null.</summary>
    protected virtual string? OwnWords => null;

    protected override void PreStart() => Feed(new Happening.Begin());

    protected override void PostStop() => Abandon();

    /// <summary>Starts the process.</summary>
    /// <exception cref="MachineException">It could not be started; nothing runs.</exception>
    protected abstract void StartProcess();

    protected abstract void Terminate();

    protected abstract void Kill();

    /// <summary>It is to go soon and should get no more jobs, or it is taken back.</summary>
    protected virtual void Mark(bool marked)
    {
    }

    /// <summary>Counts its connections, and feeds <see cref="Happening.Looked"/>.</summary>
    protected virtual void Look(int number)
    {
    }

    protected virtual void Freeze()
    {
    }

    protected virtual void Thaw()
    {
    }

    /// <summary>A message for the code of the container; an OS process has no ear for it.</summary>
    protected virtual void Hear(string name, IReadOnlyList<string> arguments, bool fromOperator)
    {
    }

    /// <summary>The node is about to go down; answered by <see cref="AdminProtocol.Done"/> when that was
    /// heard.</summary>
    protected virtual void PrepareSystemShutdown() =>
        Sender.Tell(new AdminProtocol.Done($"{Id} hears of it by a signal"), Self);

    protected abstract bool HasSurvivors();

    /// <summary>The actor ends while something runs (a failure of ours, or the node leaves at once): leave nothing
    /// behind.</summary>
    protected abstract void Abandon();

    protected void ProcessExited(string how)
    {
        _startedAt = null;
        Feed(new Happening.Exited(how, Node.Jitter()));
    }

    protected void Feed(Happening happening)
    {
        var step = Node.Decisions.Lifecycle(_life, happening, _rules);
        var moved = step.Life.Phase != _life.Phase;
        _life = step.Life;
        if (moved)
        {
            Node.Log.ContainerMoved(Id, Detail());
        }

        foreach (var effect in step.Effects)
        {
            Act(effect);
        }

        Announce();
    }

    /// <summary>Tells the service when anything that people see has changed.</summary>
    protected void Announce()
    {
        var status = new ContainerStatus(
            Id.Service, Id.ToString(), Node.Name, _life.Phase.Coarse(), Detail(),
            _life.Phase.IsRunning() ? Pid : null, Jobs, _life.Restarts, _startedAt,
            _life.Phase.IsRunning() ? Confinement : null)
        {
            Addresses = Addresses,
        };
        if ((_life.Phase, status, MaxJobs) != _announced)
        {
            _announced = (_life.Phase, status, MaxJobs);
            _service.Tell(new ContainerProtocol.Changed(Id, _life.Phase, status, MaxJobs), Self);
        }
    }

    private void Act(Effect effect)
    {
        switch (effect)
        {
            case Effect.Start: Start(); break;
            case Effect.Terminate: Terminate(); break;
            case Effect.Kill: Kill(); break;
            case Effect.Look look: Look(look.Number); break;
            case Effect.Freeze: Freeze(); break;
            case Effect.Thaw: Thaw(); break;
            case Effect.LookForSurvivors: Feed(new Happening.Survivors(HasSurvivors(), Node.Jitter())); break;
            case Effect.Arm arm: Timers.StartSingleTimer(arm.Alarm, new AlarmRang(arm.Alarm), arm.Delay); break;
            case Effect.DisarmAll: Timers.CancelAll(); break;
            case Effect.ReportStartFailure e: _service.Tell(new ContainerProtocol.StartFailed(Id, e.Why), Self); break;
            case Effect.Finish: Context.Stop(Self); break;
            default: throw new InvalidOperationException($"{Id}: no actor code for effect [{effect}].");
        }
    }

    private void Start()
    {
        try
        {
            StartProcess();
            _startedAt = Node.Time.GetUtcNow();
            Feed(new Happening.Started());
        }
        catch (MachineException e)
        {
            Node.Log.ContainerNotStarted(Id, e.Message);
            Feed(new Happening.StartRefused(e.Message, Node.Jitter()));
        }
    }

    private void Follow(LifecycleRules rules)
    {
        var (old, next) = (_rules, rules);
        _rules = rules;
        if ((old.Readiness, old.MinUptime, old.StartupTimeout) != (next.Readiness, next.MinUptime, next.StartupTimeout))
        {
            var now = Node.Time.GetUtcNow();
            Feed(new Happening.ReadinessChanged(now - (_startedAt ?? now)));
        }
    }

    private void KillAtOnce()
    {
        Feed(new Happening.StopAsked());
        if (_life.Phase.IsRunning())
        {
            Kill();
        }
    }

    private string Detail() => ContainerDetail.Of(_life, OwnWords, Jobs);

    private sealed record AlarmRang(Alarm Alarm);
}
