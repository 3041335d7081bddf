using ControlPlane.Actors;
using ControlPlane.Node.Controller;
using ControlPlane.Platform.Workers;

namespace ControlPlane.Node.Containers.OsProcess;

/// <summary>A container that is an OS process.</summary>
internal sealed class ProcessContainer : ContainerActor
{
    private readonly WorkerPlan _plan;
    private IWorker? _worker;
    private string? _ownWords;
    private int _attempt;

    public ProcessContainer(WorkerPlan plan, LifecycleRules rules, IActorRef service, NodeContext node)
        : base(plan.Container, rules, service, node)
    {
        _plan = plan;
        Receive<ProcessNews.Exited>(m => m.Attempt == _attempt, m => Exited(m.Exit));
        Receive<ProcessNews.Notified>(m => m.Attempt == _attempt, m => Notified(m.Notice));

        // News of a process that was replaced since.
        Receive<ProcessNews.Notified>(_ => { });
    }

    public static Props Props(WorkerPlan plan, LifecycleRules rules, IActorRef service, NodeContext node) =>
        Actors.Props.Create(() => new ProcessContainer(plan, rules, service, node));

    protected override int? Pid => _worker?.Identity.Pid;

    protected override string? Confinement => _worker?.Confinement switch
    {
        null => null,
        Platform.Workers.Confinement.Cgroup => "cgroup",
        _ => "group",
    };

    protected override string? OwnWords => _ownWords;

    protected override void StartProcess()
    {
        _ownWords = null;
        _worker = Node.Machine.Start(_plan, new ProcessObserver(Self, ++_attempt, Node.Outputs(Id)));
        Node.Tally.Started();
        Node.Log.ProcessStarted(Id, _worker.Identity.Pid);
    }

    protected override void Terminate() => _worker?.Terminate();

    protected override void Kill() => _worker?.Kill();

    protected override bool HasSurvivors() => _worker?.HasSurvivors() ?? false;

    protected override void Abandon()
    {
        if (_worker?.HasSurvivors() ?? false)
        {
            _worker.Kill();
        }
    }

    private void Exited(WorkerExit exit)
    {
        Node.Tally.Exited();
        var expected = Life.Phase is ContainerPhase.Stopping or ContainerPhase.Draining;
        var pid = Pid ?? 0;
        ProcessExited(exit.ToString());
        if (expected)
        {
            Node.Log.ProcessStopped(Id, pid, exit);
        }
        else
        {
            Node.Log.ProcessDied(Id, pid, exit, ContainerDetail.Next(Life));
        }
    }

    private void Notified(WorkerNotice notice)
    {
        _ownWords = notice.Status ?? _ownWords;
        if (notice.Ready)
        {
            Feed(new Happening.SaidReady());
        }

        if (notice.Stopping)
        {
            Feed(new Happening.SaidStopping());
        }

        Announce();
    }
}
