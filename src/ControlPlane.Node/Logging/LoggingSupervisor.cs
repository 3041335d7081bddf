using ControlPlane.Actors;
using ControlPlane.Node.Logging.Front;
using ControlPlane.Node.Logging.Lines;
using ControlPlane.Node.Logging.Outlets;

namespace ControlPlane.Node.Logging;

/// <summary>
/// controller/logging
/// └── SINK      one child a destination
///
/// Lines do not come through here: the router of the process hands them to the destinations. A destination whose actor
/// fails is restarted with its files open; after ten failures in a minute it is stopped, told on standard error, and
/// started again ten seconds later. The others notice nothing.
/// </summary>
internal sealed class LoggingSupervisor : ReceiveActor, IWithTimers
{
    public const string Name = "logging";

    /// <summary>
    /// How long a destination may take to answer; then it counts as hanging, and nobody waits for it. Keep it and
    /// <see cref="StopWithin"/> together below the time that the controller gives this actor to stop.
    /// </summary>
    public static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(3);

    /// <summary>How long a destination may take to stop; its lines are written by then, or it hangs.</summary>
    public static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(1);

    /// <summary>When a destination that failed too often is started again.</summary>
    public static readonly TimeSpan StartAgainAfter = TimeSpan.FromSeconds(10);

    private readonly NodeLogging _logging;
    private readonly SinkTable _table;
    private readonly SinkRounds _rounds = new();
    private readonly Dictionary<string, IActorRef> _actors = new(StringComparer.Ordinal);

    // Removed by a new plan, and writing their last lines; the name is free when they have stopped.
    private readonly HashSet<string> _leaving = new(StringComparer.Ordinal);
    private bool _closing;

    public LoggingSupervisor(NodeLogging logging, SinkTable table)
    {
        _logging = logging;
        _table = table;
        Receive<LoggingProtocol.Replace>(m => Replace(m.Sinks));
        Receive<LoggingProtocol.SetMaxLevel>(m => SetMaxLevel(m.Level));
        Receive<LoggingProtocol.SetDebug>(m => SetDebug(m.Component, m.On));
        Receive<LoggingProtocol.ReopenFiles>(_ => AskAll(
            round => new SinkProtocol.Reopen(round), errors => new LoggingProtocol.FilesReopened(errors)));
        Receive<LoggingProtocol.Flush>(_ => AskAll(
            round => new SinkProtocol.Flush(round), errors => new LoggingProtocol.Flushed(errors)));
        Receive<LoggingProtocol.Close>(_ => Close());
        Receive<SinkProtocol.Answer>(m => Answered(m));
        Receive<RoundOverdue>(m => Overdue(m.Round));
        Receive<StartDue>(_ => StartMissing());
        Receive<Terminated>(m => SinkStopped(m.ActorRef));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>
    /// Give it as a child that is told <see cref="LoggingProtocol.Close"/> to stop, and let it be the last.
    /// </summary>
    public static Props Props(NodeLogging logging, OpenedSinks sinks)
    {
        var table = new SinkTable(sinks);
        return Actors.Props.Create(() => new LoggingSupervisor(logging, table));
    }

    protected override SupervisorStrategy SupervisorStrategy() =>
        new OneForOneStrategy(10, TimeSpan.FromMinutes(1), _ => Directive.Restart);

    protected override void PreStart()
    {
        _logging.MaxLevel = _table.Plan.MaxLevel;
        StartMissing();
    }

    protected override void PostStop() => _logging.Router.End();

    private void Replace(OpenedSinks next)
    {
        var changes = _table.Apply(next);
        foreach (var slot in changes.Removed)
        {
            if (_actors.Remove(slot.Name, out var actor))
            {
                _leaving.Add(slot.Name);
                actor.Tell(PoisonPill.Instance);
            }
            else
            {
                slot.Sink.Dispose();
            }
        }

        foreach (var (slot, sink) in changes.Changed)
        {
            if (_actors.TryGetValue(slot.Name, out var actor))
            {
                actor.Tell(new SinkProtocol.Switch(sink));
            }
            else
            {
                slot.Switch(sink);
            }
        }

        _logging.ClearDebug();
        _logging.MaxLevel = next.Plan.MaxLevel;
        StartMissing();
        Sender.Tell(new LoggingProtocol.Replaced());
    }

    private void StartMissing()
    {
        foreach (var slot in _table.Slots.Where(s => !_actors.ContainsKey(s.Name) && !_leaving.Contains(s.Name)))
        {
            slot.Begin();
            var actor = Context.ActorOf(
                new ChildSpec(slot.Name, SinkActor.Props(slot, _table.Devices.Time), StopWithin));
            _actors.Add(slot.Name, Context.Watch(actor));
        }

        PublishRoutes();
    }

    private void PublishRoutes()
    {
        if (_closing)
        {
            return;
        }

        _logging.Router.Publish(
        [
            .. _table.Slots.Zip(_table.Plan.Sinks)
                .Where(pair => _actors.ContainsKey(pair.First.Name))
                .Select(pair => new LogRoute(pair.Second.Filter, pair.First.Quota, _actors[pair.First.Name])),
        ]);
    }

    private void SinkStopped(IActorRef actor)
    {
        var name = actor.Path.Name;
        _rounds.Gone(name);
        AnswerComplete();
        if (_leaving.Remove(name))
        {
            StartMissing();
            return;
        }

        _actors.Remove(name);
        if (_closing || !_table.Slots.Any(slot => slot.Name == name))
        {
            return;
        }

        _table.Devices.Fallback.Tell(
            Severity.Err,
            $"{Self.Path}: destination [{name}] stopped after too many failures; started again in "
            + $"{StartAgainAfter.TotalSeconds:0} s");
        PublishRoutes();
        Timers.StartSingleTimer(nameof(StartDue), new StartDue(), StartAgainAfter);
    }

    private void SetMaxLevel(Severity level)
    {
        _logging.MaxLevel = level;
        Sender.Tell(new LoggingProtocol.MaxLevelSet(level));
    }

    private void SetDebug(LinePattern component, bool on)
    {
        _logging.SetDebug(component, on);
        Sender.Tell(new LoggingProtocol.DebugSet(component, on));
    }

    private void Close()
    {
        _closing = true;
        _logging.Router.End();
        AskAll(round => new SinkProtocol.Flush(round), errors => new LoggingProtocol.Closed(errors));
    }

    private void AskAll(Func<int, object> question, Func<IReadOnlyList<string>, object> answer)
    {
        var round = _rounds.Begin(Sender, _actors.Keys, answer);
        Timers.StartSingleTimer(round, new RoundOverdue(round), AnswerWithin);
        foreach (var actor in _actors.Values)
        {
            actor.Tell(question(round));
        }

        AnswerComplete();
    }

    private void Answered(SinkProtocol.Answer answer)
    {
        _rounds.Answered(answer.Round, Sender.Path.Name, answer.Errors);
        AnswerComplete();
    }

    private void Overdue(int round)
    {
        _rounds.Overdue(round);
        AnswerComplete();
    }

    private void AnswerComplete()
    {
        foreach (var (round, requester, answer) in _rounds.TakeComplete())
        {
            Timers.Cancel(round);
            if (!ReferenceEquals(requester, Context.System.DeadLetters))
            {
                requester.Tell(answer);
            }

            if (answer is LoggingProtocol.Closed)
            {
                Context.Stop(Self);
            }
        }
    }

    private sealed record RoundOverdue(int Round);

    private sealed record StartDue;
}
