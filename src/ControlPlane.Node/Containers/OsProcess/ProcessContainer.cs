using ControlPlane.Actors;
using ControlPlane.Node.Census;
using ControlPlane.Node.Containers.Draining;
using ControlPlane.Node.Controller;
using ControlPlane.Node.Sockets;
using ControlPlane.Platform.Sockets;
using ControlPlane.Platform.Workers;

namespace ControlPlane.Node.Containers.OsProcess;

/// <summary>A container that is an OS process.</summary>
internal sealed class ProcessContainer : ContainerActor
{
    private readonly WorkerPlan _plan;
    private readonly SlotSockets _own;
    private IWorker? _worker;
    private readonly IReadOnlyList<IListener> _listeners;
    private string? _ownWords;
    private int? _counted;
    private int? _maxJobs;
    private int _attempt;
    private bool _saidNonsense;
    private bool _saidLess;

    public ProcessContainer(
        WorkerPlan plan, IReadOnlyList<SlotAddress> own, LifecycleRules rules, IActorRef service, NodeContext node)
        : base(plan.Container, rules, service, node)
    {
        _plan = plan;
        _listeners = [.. plan.Sockets.Select(s => s.Listener)];
        _own = new SlotSockets(plan.Container, own, node);
        Receive<ProcessNews.Exited>(m => m.Attempt == _attempt, m => Exited(m.Exit));
        Receive<ProcessNews.Notified>(m => m.Attempt == _attempt, m => Notified(m.Notice));

        Receive<CensusProtocol.Counted>(Counted);
        Receive<CensusProtocol.Looked>(m => m.Worker == _worker, Looked);

        // News of a process that was replaced since.
        Receive<ProcessNews.Notified>(_ => { });
        Receive<CensusProtocol.Looked>(_ => { });
    }

    public static Props Props(
        WorkerPlan plan, IReadOnlyList<SlotAddress> own, LifecycleRules rules, IActorRef service, NodeContext node) =>
        Actors.Props.Create(() => new ProcessContainer(plan, own, rules, service, node));

    protected override IReadOnlyList<string> Addresses => _own.Addresses;

    protected override int? Pid => _worker?.Identity.Pid;

    protected override string? Confinement => _worker?.Confinement switch
    {
        null => null,
        Platform.Workers.Confinement.Cgroup => "cgroup",
        _ => "group",
    };

    /// <summary>Its own word, else what the kernel saw.</summary>
    protected override int? Jobs => !Life.Phase.IsRunning() ? null : Life.Reports ? Life.Jobs : _counted;

    protected override int? MaxJobs => _maxJobs;

    protected override string? OwnWords => _ownWords;

    protected override void StartProcess()
    {
        (_ownWords, _counted, _maxJobs, _saidNonsense, _saidLess) = (null, null, null, false, false);
        _worker = Node.Machine.Start(_own.Assign(_plan), new ProcessObserver(Self, ++_attempt, Node.Outputs(Id)));
        Node.Tally.Started();
        Node.Log.ProcessStarted(Id, _worker.Identity.Pid);
        Enlist(reports: false);
    }

    protected override void PostStop()
    {
        base.PostStop();
        _own.Free();
    }

    protected override void Terminate() => _worker?.Terminate();

    protected override void Kill() => _worker?.Kill();

    protected override void Look(int number) =>
        Node.Census.Tell(new CensusProtocol.Look(_worker!, _listeners, number), Self);

    protected override void Freeze() => _worker?.Freeze();

    protected override void Thaw() => _worker?.Thaw();

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
        Node.Census.Tell(new CensusProtocol.Discharge(), Self);
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

        if (notice.Jobs is { } jobs)
        {
            var isNews = !Life.Reports;
            Feed(new Happening.SaidJobs(jobs));
            if (isNews)
            {
                Enlist(reports: true);
            }
        }

        _maxJobs = notice.MaxJobs ?? _maxJobs;
        if (notice.Nonsense > 0 && !_saidNonsense)
        {
            _saidNonsense = true;
            Node.Log.NonsenseReported(Id);
        }

        if (notice.Stopping)
        {
            Feed(new Happening.SaidStopping());
        }

        Announce();
    }

    private void Enlist(bool reports)
    {
        if (_listeners.Count > 0 || Addresses.Count > 0)
        {
            Node.Census.Tell(new CensusProtocol.Enlist(Id.Service, _worker!, _listeners, reports), Self);
        }
    }

    private void Counted(CensusProtocol.Counted news)
    {
        if (news.Worker == _worker)
        {
            _counted = news.Connections;
            Announce();
        }

        Sender.Tell(new CensusProtocol.Announced(), Self);
    }

    private void Looked(CensusProtocol.Looked look)
    {
        _counted = look.Sockets.Connections;
        if (Life is { Draining: DrainMethod.Report, Jobs: 0 } && _counted > 0 && !_saidLess)
        {
            _saidLess = true;
            Node.Log.ReportsLessThanItHolds(Id, _counted.Value);
        }

        Feed(new Happening.Looked(look.Number, look.Sockets.Connections, look.Sockets.Stopped));
    }
}
