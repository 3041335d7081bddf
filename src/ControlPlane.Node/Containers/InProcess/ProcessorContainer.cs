using ControlPlane.Actors;
using ControlPlane.Contracts;
using ControlPlane.Contracts.Admin;
using ControlPlane.Node.Admin.Messages;
using ControlPlane.Node.Controller;

namespace ControlPlane.Node.Containers.InProcess;

/// <summary>
/// A container that is code in this process. The work is done by a <see cref="ContainerRun"/> on the pool; here stands
/// only what the life cycle of a slot needs. To stop it takes no more connections and lets its jobs finish; to be
/// killed it cancels them, and leaves behind what does not listen.
/// </summary>
internal sealed class ProcessorContainer : ContainerActor
{
    private static readonly TimeSpan ShowEvery = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan IdleBeforeCollection = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LeastPatience = TimeSpan.FromSeconds(1);

    private readonly InProcessPlan _plan;
    private ContainerRun? _run;
    private RunNews? _news;
    private bool _started;
    private bool _leaves;
    private bool _spent;
    private bool _marked;

    public ProcessorContainer(
        ContainerId id, InProcessPlan plan, LifecycleRules rules, IActorRef service, NodeContext node)
        : base(id, rules, service, node)
    {
        _plan = plan;
        Receive<RunNews.Started>(m => m.News == _news, m => HasStarted(m.WhyNot));
        Receive<RunNews.Left>(m => m.News == _news, m => HasLeft(m.How));
        Receive<RunNews.EndWanted>(m => m.News == _news, m => LeaveByItself(m.Why));
        Receive<RunNews.Spent>(
            m => m.News == _news, _ => LeaveByItself("it has had conn_limit connections", spent: true));
        Receive<RunNews.JobsMoved>(m => m.News == _news, _ => ShowJobs());
        Receive<RunNews.Any>(_ => { }); // News of a run that was replaced since.
        Receive<JobsShown>(_ =>
        {
            _news?.Shown();
            ShowJobs();
        });
        Receive<Idle>(_ => Collect());
    }

    protected override int? Jobs => _run?.Jobs ?? 0;

    private TimeSpan Patience => Rules.ShutdownTimeout > LeastPatience ? Rules.ShutdownTimeout : LeastPatience;

    public static Props Props(
        ContainerId id, InProcessPlan plan, LifecycleRules rules, IActorRef service, NodeContext node) =>
        Actors.Props.Create(() => new ProcessorContainer(id, plan, rules, service, node));

    protected override void StartProcess()
    {
        var news = new RunNews(Self);
        var run = new ContainerRun(Id, _plan, Node, news);
        (_news, _run) = (news, run);
        (_started, _leaves, _spent) = (false, false, false);
        Node.Tally.Started();
        run.StartAsync().PipeTo(
            Self, Self, whyNot => new RunNews.Started(news, whyNot), e => new RunNews.Started(news, e.Message));
    }

    protected override void Terminate()
    {
        if (_started)
        {
            Leave();
        }
        else
        {
            End("it had not started yet");
        }
    }

    protected override void Kill()
    {
        if (_run is { } run)
        {
            var jobs = run.Jobs;
            _ = run.EndAsync(Patience);
            Gone($"killed with {jobs} jobs");
        }
    }

    protected override bool HasSurvivors() => false;

    protected override void Abandon() => _ = _run?.EndAsync(Patience);

    protected override void Mark(bool marked)
    {
        _marked = marked;
        _run?.Mark(marked);
    }

    protected override void Hear(string name, IReadOnlyList<string> arguments, bool fromOperator)
    {
        _run?.Receive(name, arguments, fromOperator);
        if (fromOperator && name == "netplex.connections")
        {
            ListConnections();
        }
    }

    protected override void PrepareSystemShutdown()
    {
        var done = new AdminProtocol.Done($"{Id} is prepared");
        (_started && _run is { } run ? run.SystemShutdownAsync(Patience) : Task.CompletedTask).PipeTo(
            Sender, Self, () => done, _ => done);
    }

    private void ListConnections()
    {
        var log = Node.Loggers(Id.Service, "");
        foreach (var connection in _run?.Connections ?? [])
        {
            log.DebugLine(ConnectionText.Of(
                Id, connection.Protocol, connection.Peer, Node.Time.GetUtcNow() - connection.Since, connection.Detail));
        }
    }

    private void HasStarted(string? whyNot)
    {
        if (Life.Phase != ContainerPhase.Starting)
        {
            return; // Told to stop meanwhile; its end is on its way.
        }

        if (whyNot is not null)
        {
            _ = _run!.EndAsync(Patience);
            Gone(whyNot);
            return;
        }

        _started = true;
        Feed(new Happening.SaidReady());
        _run!.Open(_marked);
    }

    /// <summary>It wants to go, and another one shall take its place.</summary>
    private void LeaveByItself(string why, bool spent = false)
    {
        if (Life.Phase == ContainerPhase.Accepting)
        {
            _spent = spent;
            Feed(new Happening.SaidStopping(why));
            Leave();
        }
    }

    private void Leave()
    {
        // What was shown of the jobs was disarmed with all alarms.
        Timers.StartSingleTimer("jobs", new JobsShown(), ShowEvery);
        if (!_leaves)
        {
            _leaves = true;
            var (run, news) = (_run!, _news!);
            LeaveAsync(run).PipeTo(
                Self, Self, () => new RunNews.Left(news, "all jobs done"), e => new RunNews.Left(news, e.Message));
        }
    }

    private async Task LeaveAsync(ContainerRun run)
    {
        await run.LeaveAsync();
        await run.EndAsync(Patience);
    }

    /// <summary>Not from inside a step of the life cycle: what comes of it is another step.</summary>
    private void End(string how)
    {
        _ = _run?.EndAsync(Patience);
        Self.Tell(new RunNews.Left(_news!, how), Self);
    }

    private void HasLeft(string how)
    {
        if (_spent && Life.Phase == ContainerPhase.Draining)
        {
            Forget();
            Feed(new Happening.Renewed());
            return;
        }

        Gone(how);
    }

    private void Gone(string how)
    {
        Forget();
        ProcessExited(how);
    }

    private void Forget()
    {
        (_run, _news) = (null, null);
        Node.Tally.Exited();
    }

    /// <summary>Shows the number of jobs at once, then at most ten times a second: connections come faster.</summary>
    private void ShowJobs()
    {
        Announce();
        if (Jobs > 0 || !(_news?.IsQuiet ?? true))
        {
            Timers.Cancel("idle");
        }

        if (!(_news?.IsQuiet ?? true))
        {
            Timers.StartSingleTimer("jobs", new JobsShown(), ShowEvery);
        }
        else if (Jobs == 0 && Rules.CollectWhenIdle)
        {
            Timers.StartSingleTimer("idle", new Idle(), IdleBeforeCollection);
        }
    }

    private void Collect()
    {
        if (Jobs == 0 && Rules.CollectWhenIdle)
        {
            _ = Node.Offload(() =>
            {
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: false);
                return Task.CompletedTask;
            });
        }
    }

    private sealed record JobsShown;

    private sealed record Idle;
}
