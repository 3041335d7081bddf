using ControlPlane.Actors;
using ControlPlane.Contracts.Admin;
using ControlPlane.Contracts.Statuses;
using ControlPlane.Etcd;
using ControlPlane.Node.Cluster.Agent;
using ControlPlane.Node.Cluster.Keys;
using ControlPlane.Node.Cluster.Leading;
using ControlPlane.Node.Cluster.Session;
using ControlPlane.Node.Cluster.View;
using ControlPlane.Node.Cluster.Waiting;
using ControlPlane.Node.Controller;

namespace ControlPlane.Node.Cluster;

/// <summary>
/// controller/cluster: this node's part in the cluster. Holds the lease, a copy of everything that the cluster says,
/// what this node carries out of it, and the leader's duties while it leads.
///
/// Before any message it compares the clock that goes on through pauses with the end of its lease (<see cref="On"/>): a
/// node that was stopped for longer acts on nothing that it knew before.
/// </summary>
internal sealed class ClusterActor : ReceiveActor, IWithTimers
{
    public const string Name = "cluster";

    private readonly ClusterSetup _setup;
    private readonly NodeContext _node;
    private readonly ClusterMirror _mirror;
    private readonly Presence _presence;
    private readonly PresenceNews _news;
    private readonly JoinCalls _calls;
    private readonly SessionKeeper _keeper;
    private readonly LocalAgent _agent;
    private readonly ReportWriter _reports;
    private readonly MemoryKeeper _memory;
    private readonly SecondLook _again;
    private readonly LeaderDuties _duties;
    private readonly Reception _reception;
    private readonly Loss _loss;
    private readonly Departure _departure;

    public ClusterActor(ClusterSetup setup, NodeContext node)
    {
        _setup = setup;
        _node = node;
        var keys = new ClusterKeys(setup.Plan.Name);
        _mirror = new ClusterMirror(keys, node.Log.Damaged, setup.Decisions.Accepts);
        _presence = new Presence(setup.Plan.Grace);
        _news = new PresenceNews(setup.Name);
        _calls = new JoinCalls(setup, keys, Self, () => node.Machine.BootTime);
        _keeper = new SessionKeeper(setup, node, _mirror, _calls, this);
        _agent = new LocalAgent(setup, Self, Context.Parent, this);
        _reports = new ReportWriter(setup, keys, Self, this, node.Log);
        _memory = new MemoryKeeper(setup, keys, node.Log);
        _memory.Recall(_mirror);
        _again = new SecondLook(() => Now, node.Log, this);
        var leadership = new Leadership(setup, keys, Self, node.Log);
        _duties = new LeaderDuties(setup, node, leadership, _keeper, _agent, _again, Self, this);
        _reception = new Reception(keys, _keeper, new IntentWriter(setup.Etcd, Self), new ClusterWaiters(this));
        _loss = new Loss(setup, node, _keeper, _duties, _agent, _reception, this);
        _departure = new Departure(_keeper, _duties, _agent, node.Log, Self, this);
        WhatEtcdSays();
        WhatTheNodeSays();
        WhatIsAsked();
    }

    public ITimerScheduler Timers { get; set; } = null!;

    private TimeSpan Now => _node.Machine.BootTime;

    private ClusterView View => _mirror.View;

    private MembershipProtocol.Standing Standing => new(View, StateOf, _agent, _keeper.Silence);

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

    /// <summary>
    /// The one way in, for every message: first of all the clock is compared with the end of the lease. Nothing may be
    /// received past it.
    /// </summary>
    /// <param name="handler">What the message is for.</param>
    /// <param name="counts">False, asked after the clock was: an answer that is out of date, and is dropped.</param>
    private void On<T>(Action<T> handler, Predicate<T>? counts = null) => Receive<T>(m =>
    {
        if (_keeper.HasRunOut)
        {
            Lose("its lease was not renewed in time");
        }

        try
        {
            if (counts?.Invoke(m) != false)
            {
                handler(m);
            }
        }
        catch
        {
            // Who supervises it reports it, and lets it go on without this message. Nothing else may come for hours
            // after it (a node that is gone says nothing), so what was to be done is looked at once more.
            _again.InASecond();
            throw;
        }
    });

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
        On<JoinCalls.Offered>(m => _again.Failed("the token of the peers", _calls.Hear(m)));
        On<JoinCalls.Gone>(_departure.Hear);
        On<Departure.Overdue>(_departure.Hear);
        On<Leadership.Asked>(_duties.Hear);
        On<Leadership.Wrote>(_duties.Hear);
        On<HistoryDuty.Forgot>(_duties.Hear);
        On<LeaderDuties.DecisionDue>(_ => _duties.Decide(Standing));
        On<IntentWriter.Committed>(m => _reception.Hear(m, View));
        On<IntentWriter.Failed>(IntentWriter.Hear);
        On<ReportWriter.Written>(m =>
        {
            _again.Failed("its report", _reports.Hear(m));
            _reports.Look(_agent.Report, _keeper.Session);
        });
        On<ReportWriter.Due>(_ => _reports.Rested(_agent.Report, _keeper.Session));
        On<SecondLook.Due>(_ => Changed());
        On<Loss.KillDue>(_loss.Hear);
    }

    private void WhatTheNodeSays()
    {
        On<Release>(_ =>
        {
            if (View.Revision == 0)
            {
                _node.Log.GoesBy(_memory.TextOf(View));
            }

            Here(() => _agent.Release(View));
        });
        On<MembershipProtocol.InForce>(m =>
        {
            Here(() => _agent.InForce(m, View));
            _duties.DecideSoon();
        });
        On<MembershipProtocol.NotInForce>(m => Here(() =>
        {
            if (_agent.ProblemOf(m.Config) != m.Why)
            {
                _node.Log.ConfigurationRefused(ConfigText.Of(m.Config), m.Why);
            }

            _agent.NotInForce(m, View);
        }));
        On<LocalAgent.AgainDue>(_ => Here(() => _agent.TryAgain(View)));
        On<ClusterNews.Began>(m => Here(() => _agent.Began(m.Service, View)));
        On<ClusterNews.OfService>(m => Here(() => _agent.Hear(m, View)));
        On<ClusterNews.OfLoad>(m => Here(() => _agent.Hear(m, View)));
        On<AdminProtocol.Reply>(_ => { }); // A service that has gone meanwhile.
        On<MembershipProtocol.ForgetScales>(m => _reception.Hear(m, View));
        On<MembershipProtocol.GoingDown>(_ => Here(() => _departure.Begin(View)));
        On<MembershipProtocol.Leave>(_ =>
        {
            _memory.Forget();
            _departure.Leave(Sender);
        });
    }

    private void WhatIsAsked()
    {
        On<MembershipProtocol.Look>(m => _reception.Hear(m, Sender, Standing));
        On<MembershipProtocol.Until>(m => _reception.Hear(m, Sender, Standing));
        On<ClusterWaiters.TooLate>(m => _reception.Hear(m, Standing));
        On<MembershipProtocol.Write>(m => _reception.Hear(m, Sender, View));
    }

    private void Read(JoinCalls.WasRead news)
    {
        if (_keeper.Session is null)
        {
            _presence.Forget(); // It has not seen who was there meanwhile.
            _news.Forget();
        }

        _keeper.Hear(news);
        Changed();
    }

    private void Registered(JoinCalls.Registered news)
    {
        if (_keeper.Hear(news))
        {
            _reports.Forget();
            Changed();
        }
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
        _again.Failed("what it says of itself", _keeper.Hear(news));
        _reception.Look(() => Standing);
    }

    private NodeState StateOf(string node) => _presence.StateOf(node, View, Now);

    private void Lose(string why)
    {
        _loss.Lose(why, View);
        _reception.Look(() => Standing);
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
        _memory.Look(View);
        _presence.Look(View, Now);
        foreach (var (node, state) in _news.Look(View, StateOf))
        {
            _node.Log.NodeStands(node, state, _setup.Plan.Grace);
        }

        _setup.OnToken(View.Token?.Value.Secret);
        if (_keeper.WasTakenAway)
        {
            Lose("its registration was taken away, by another node of its identity or by hand");
            return;
        }

        if (_keeper.Session is { } session && !_departure.IsLast)
        {
            _duties.Look(View, session);
            _calls.OfferToken(View);
        }

        _reports.See(View);
        Here(Follow);
        _reception.Look(View);
        _again.At("gone", _presence.NextGone(Now));
        _duties.DecideSoon();
    }

    private void Follow()
    {
        if (_keeper.IsUpToDate)
        {
            _loss.IsOver(View);
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
        _keeper.State = (_departure.HasBegun, _agent.HasBegun) switch
        {
            (true, _) => NodeState.Draining,
            (_, true) => NodeState.Up,
            _ => NodeState.Joining,
        };
        _keeper.Restate();
        _reports.Look(_agent.Report, _keeper.Session);
        _reception.Look(() => Standing);
    }

    private sealed record Release;
}
