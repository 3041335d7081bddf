using ControlPlane.Actors;
using ControlPlane.Contracts.Admin;
using ControlPlane.Contracts.Statuses;
using ControlPlane.Etcd;
using ControlPlane.Node.Cluster.Agent;
using ControlPlane.Node.Cluster.Commands;
using ControlPlane.Node.Cluster.Keys;
using ControlPlane.Node.Cluster.Leading;
using ControlPlane.Node.Cluster.Session;
using ControlPlane.Node.Cluster.View;
using ControlPlane.Node.Cluster.Waiting;
using ControlPlane.Node.Controller;
using ControlPlane.Node.Workload;

namespace ControlPlane.Node.Cluster;

/// <summary>
/// controller/cluster: this node's part in the cluster. Holds the lease, a copy of everything that the cluster says, what
/// this node carries out of it, and the leader's duties while it leads.
///
/// Before any message it compares the clock that goes on through pauses with the end of its lease: a node that was stopped
/// for longer acts on nothing that it knew before.
/// </summary>
internal sealed class ClusterActor : ReceiveActor, IWithTimers
{
    public const string Name = "cluster";

    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LeavesWithin = TimeSpan.FromSeconds(2);

    private readonly ClusterSetup _setup;
    private readonly NodeContext _node;
    private readonly ClusterKeys _keys;
    private readonly ClusterMirror _mirror;
    private readonly Presence _presence;
    private readonly JoinCalls _calls;
    private readonly SessionKeeper _keeper;
    private readonly LocalAgent _agent;
    private readonly ReportWriter _reports;
    private readonly Leadership _leadership;
    private readonly ClusterWaiters _waiters;
    private readonly IntentWriter _intents;
    private IActorRef _leaver = ActorRefs.Nobody;

    public ClusterActor(ClusterSetup setup, NodeContext node)
    {
        _setup = setup;
        _node = node;
        _keys = new ClusterKeys(setup.Plan.Name);
        _mirror = new ClusterMirror(_keys, node.Log.Ignored, setup.Decisions.Accepts);
        _presence = new Presence(setup.Plan.Grace);
        _calls = new JoinCalls(setup, _keys, Self, () => node.Machine.BootTime);
        _keeper = new SessionKeeper(setup, node, _mirror, _calls, this);
        _agent = new LocalAgent(setup, Self, Context.Parent);
        _reports = new ReportWriter(setup, _keys, Self, this);
        _leadership = new Leadership(setup, _keys, Self, node.Log);
        _waiters = new ClusterWaiters(this);
        _intents = new IntentWriter(setup.Etcd, Self);
        WhatEtcdSays();
        WhatTheNodeSays();
        WhatIsAsked();
    }

    public ITimerScheduler Timers { get; set; } = null!;

    private TimeSpan Now => _node.Machine.BootTime;

    private ClusterView View => _mirror.View;

    private MembershipProtocol.Standing Standing => new(View, node => _presence.StateOf(node, View, Now), _agent, _keeper.Silence);

    public static Props Props(ClusterSetup setup, NodeContext node) =>
        Actors.Props.Create(() => new ClusterActor(setup, node));

    protected override void PreStart()
    {
        _keeper.Join();
        Timers.StartSingleTimer(nameof(Release), new Release(), _setup.Plan.Lease);
    }

    protected override void PostStop()
    {
        _calls.StopWatching();
        _setup.OnToken(null);
    }

    private void WhatEtcdSays()
    {
        On<SessionKeeper.JoinDue>(_ => _keeper.Join());
        On<SessionKeeper.ReadDue>(_ => _keeper.ReadAgain());
        On<SessionKeeper.RenewDue>(_ => _keeper.Renew());
        On<SessionKeeper.EndDue>(_ => { }); // It has been looked at before.
        On<JoinCalls.WasRead>(Read, m => _keeper.IsReading(m.Reading));
        On<JoinCalls.NotRead>(_keeper.Hear, m => _keeper.IsReading(m.Reading));
        On<JoinCalls.Granted>(_keeper.Hear, m => _keeper.IsOf(m.Attempt));
        On<JoinCalls.Failed>(_keeper.Hear, m => _keeper.IsOf(m.Attempt));
        On<JoinCalls.Registered>(Registered, m => _keeper.IsOf(m.Attempt));
        On<JoinCalls.Renewed>(m => Here(() => Renewed(m)), m => _keeper.IsOf(m.Attempt));
        On<JoinCalls.Rewritten>(Rewritten, m => _keeper.IsOf(m.Attempt));
        On<JoinCalls.Heard>(m => Hear(m.News), m => _keeper.IsReading(m.Reading));
        On<JoinCalls.Offered>(m => Failed("the token of the peers", _calls.Hear(m)));
        On<JoinCalls.Gone>(_ => Left());
        On<Leadership.Asked>(m => Failed("that it leads", _leadership.Hear(m)));
        On<Leadership.Wrote>(m =>
        {
            if (!Failed("what it has decided", _leadership.Hear(m)))
            {
                DecideSoon();
            }
        });
        On<IntentWriter.Committed>(m => _intents.Hear(m, View));
        On<IntentWriter.Failed>(IntentWriter.Hear);
        On<ReportWriter.Written>(m =>
        {
            Failed("its report", _reports.Hear(m));
            _reports.Look(_agent.Report, _keeper.Session);
        });
        On<ReportWriter.Due>(_ => _reports.Rested(_agent.Report, _keeper.Session));
        On<LookAgain>(_ => Changed());
        On<Decide>(_ => Lead());
        On<KillDue>(_ => _agent.KillWhatIsTheClusters());
    }

    private void WhatTheNodeSays()
    {
        On<Release>(_ => Here(() => _agent.Release(View)));
        On<MembershipProtocol.InForce>(m =>
        {
            Here(() => _agent.InForce(m, View));
            DecideSoon();
        });
        On<MembershipProtocol.NotInForce>(m => Here(() =>
        {
            _node.Log.ConfigurationRefused(m.Config, m.Why);
            _agent.NotInForce(m, View);
        }));
        On<ClusterNews.Began>(m => Here(() => _agent.Began(m.Service, View)));
        On<ClusterNews.OfService>(m => Here(() => _agent.Hear(m, View)));
        On<ClusterNews.OfLoad>(m => Here(() => _agent.Hear(m, View)));
        On<AdminProtocol.Reply>(_ => { }); // A service that has gone meanwhile.
        On<MembershipProtocol.ForgetScales>(_ => ForgetScales());
        On<MembershipProtocol.GoingDown>(_ => Here(() => _agent.GoDown(View)));
        On<MembershipProtocol.Leave>(_ => Leave());
        On<LeaveOverdue>(_ => Left());
    }

    private void WhatIsAsked()
    {
        On<MembershipProtocol.Look>(_ => Sender.Tell(
            new MembershipProtocol.Picture(View, NodeList.Of(View, Standing.StateOf), _agent.Plan!)
            {
                NoPart = _keeper.IsUpToDate ? null : NoPart,
            },
            Self));
        On<MembershipProtocol.Until>(m => _waiters.Add(m, Sender, Standing));
        On<ClusterWaiters.TooLate>(m => _waiters.GiveUp(m, Standing));
        On<MembershipProtocol.Write>(m =>
        {
            if (_keeper.Phase == SessionPhase.In)
            {
                _intents.Write(m, Sender, View);
            }
            else
            {
                Sender.Tell(NoPart, Self);
            }
        });
    }

    private AdminProtocol.Refused NoPart => new(
        Refusal.NotInTime, $"This node is no part of the cluster at the moment: {_keeper.Why}.",
        "What runs goes on as it is, and new intents are refused. Try again when etcd answers; look with: cplane nodes");

    private void On<T>(Action<T> handler, Predicate<T>? counts = null) => Receive<T>(m =>
    {
        if (_keeper.HasRunOut)
        {
            Lose("its lease was not renewed in time");
        }

        if (counts?.Invoke(m) != false)
        {
            handler(m);
        }
    });

    private void Read(JoinCalls.WasRead news)
    {
        if (_keeper.Session is null)
        {
            _presence.Forget(); // It has not seen who was there meanwhile.
        }

        _keeper.Hear(news);
        Changed();
    }

    private void Registered(JoinCalls.Registered news)
    {
        if (!_keeper.Hear(news))
        {
            return;
        }

        _reports.Forget();
        Changed();
    }

    private void Renewed(JoinCalls.Renewed news)
    {
        if (_keeper.Hear(news) is { } why)
        {
            Lose(why);
        }
    }

    private void Rewritten(JoinCalls.Rewritten news)
    {
        if (news.Failure is { } failure)
        {
            _keeper.Unsaid(failure.Message);
            _waiters.Look(Standing);
            Failed("what it says of itself", failure.Message);
        }
    }

    private void Lose(string why)
    {
        _node.Log.Lost(why, _setup.Plan.OnLost == OnLost.Keep ? "on_lost = keep" : "but for what is the cluster's: on_lost = stop");
        _leadership.Resign(why);
        if (_setup.Plan.OnLost == OnLost.Stop)
        {
            _agent.CutOff(View);
            Timers.StartSingleTimer(nameof(KillDue), new KillDue(), _setup.Plan.Grace * 0.8);
        }

        _keeper.Lose(why);
        _intents.Refuse(NoPart);
        _waiters.Look(Standing);
    }

    private void Hear(WatchNews news)
    {
        switch (news)
        {
            case WatchNews.Changes changes:
                _mirror.Apply(changes);
                Changed();
                break;
            case WatchNews.Compacted: _keeper.ReadAgain(); break;
            case WatchNews.Interrupted interrupted: _node.Log.Silent(interrupted.Why); break;
            case WatchNews.Resumed: _node.Log.Heard(); break;
        }
    }

    /// <summary>The one way on: everybody looks at what is so now.</summary>
    private void Changed()
    {
        _presence.Look(View, Now);
        _setup.OnToken(View.Token?.Value.Secret);
        if (_keeper.WasTakenAway)
        {
            Lose("its registration was taken away, by another node of its identity or by hand");
            return;
        }

        if (_keeper.Session is { } session)
        {
            _leadership.Look(View, session, Now);
            _calls.OfferToken(View);
        }

        _reports.See(View);
        Here(Follow);
        _intents.Look(View);
        LookAgainAt("gone", _presence.NextGone(Now));
        DecideSoon();
    }

    private void Follow()
    {
        if (_keeper.IsUpToDate)
        {
            Timers.Cancel(nameof(KillDue));
            _agent.Joined(View);
        }
        else
        {
            _agent.Follow(View);
        }
    }

    /// <summary>Something on this node has changed, or may have.</summary>
    private void Here(Action change)
    {
        change();
        _keeper.State = _agent.GoesDown ? NodeState.Draining : _agent.HasBegun ? NodeState.Up : NodeState.Joining;
        _keeper.Restate();
        _reports.Look(_agent.Report, _keeper.Session);
        if (_waiters.Any)
        {
            _waiters.Look(Standing);
        }
    }

    /// <summary>Not at once: what comes together is decided together.</summary>
    private void DecideSoon()
    {
        if (_leadership.Epoch is not null && !Timers.IsTimerActive(nameof(Decide)))
        {
            Timers.StartSingleTimer(nameof(Decide), new Decide(), _leadership.Pause);
        }
    }

    private void Lead()
    {
        if (!_leadership.IsReady(View) || !_agent.MayLead(View) || _keeper.Session is not { } session)
        {
            return; // What is missing comes, and then it is looked again.
        }

        if (!_setup.Decisions.MayDecide(session, Now))
        {
            Timers.StartSingleTimer(nameof(LookAgain), new LookAgain(), Again);
        }
        else
        {
            var began = _node.Time.GetTimestamp();
            var ground = _agent.Ground(Standing);
            _leadership.Write(
                _setup.Decisions.Next(ground, _leadership.Epoch!.Value, _leadership.IsSettled(Now)), ground.GoneWithContainers(), View);
            _leadership.Took(_node.Time.GetElapsedTime(began));
            LookAgainAt("settled", _leadership.SettlesAfter(Now));
            foreach (var service in _leadership.Alerts(ClusterDecision.Limits(ground), Now))
            {
                _node.Loggers(service, "").ReachingLimit();
            }
        }
    }

    private void LookAgainAt(string why, TimeSpan? time)
    {
        if (time is { } at)
        {
            Timers.StartSingleTimer(why, new LookAgain(), at - Now);
        }
    }

    /// <summary>True: somebody looks again in a second.</summary>
    private bool Failed(string what, string? why)
    {
        if (why is not null)
        {
            _node.Log.NotWritten(what, why);
            Timers.StartSingleTimer(nameof(LookAgain), new LookAgain(), Again);
        }

        return why is not null;
    }

    private void ForgetScales()
    {
        if (_keeper.Phase == SessionPhase.In)
        {
            _intents.Write(new MembershipProtocol.Write("reload", view => DesiredChange.WithoutScales(view, _keys)), ActorRefs.Nobody, View);
        }
    }

    private void Leave()
    {
        _leaver = Sender;
        _leadership.Resign("it goes down");
        if (_keeper.End())
        {
            Timers.StartSingleTimer(nameof(LeaveOverdue), new LeaveOverdue(), LeavesWithin);
        }
        else
        {
            Left();
        }
    }

    private void Left()
    {
        _leaver.Tell(new MembershipProtocol.Left(), Self);
        _leaver = ActorRefs.Nobody;
    }

    private sealed record Release;

    private sealed record LookAgain;

    private sealed record Decide;

    private sealed record KillDue;

    private sealed record LeaveOverdue;
}
