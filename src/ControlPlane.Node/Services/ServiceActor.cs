using System.Diagnostics.CodeAnalysis;
using ControlPlane.Actors;
using ControlPlane.Contracts;
using ControlPlane.Contracts.Admin;
using ControlPlane.Contracts.Statuses;
using ControlPlane.Node.Census;
using ControlPlane.Node.Cluster.Agent;
using ControlPlane.Node.Containers;
using ControlPlane.Node.Controller;
using ControlPlane.Node.Sockets;
using ControlPlane.Node.Workload;

namespace ControlPlane.Node.Services;

/// <summary>
/// services/SERVICE
/// ├── workload       how many containers are wanted
/// └── containers     one child a slot
///
/// Holds the wish and the facts of one service, carries out what <see cref="SlotPlanner"/> decides, and answers
/// commands when their target is reached.
/// </summary>
internal sealed class ServiceActor : ReceiveActor, IWithTimers
{
    private readonly NodeContext _node;
    private readonly ServiceSlots _slots;
    private readonly Waiters _waiters;
    private readonly WorkloadLink _workload;
    private readonly ProcessorLink _processor;
    private readonly ClusterLink _cluster;
    private ServicePlan _plan;
    private BoundSockets _sockets;
    private ServiceWish _wish;
    private int? _scaled;
    private int _startFailures;
    private bool _down;
    private bool _ends;

    public ServiceActor(ServicePlan plan, BoundSockets sockets, NodeContext node)
    {
        _sockets = sockets;
        _node = node;
        _cluster = new ClusterLink(Self, node);
        _wish = new ServiceWish(
            plan.Enabled && !_cluster.IsClustered, plan.Workload.FirstCount, Generation: 1, Rolling: false);
        _workload = new WorkloadLink(Self);
        _slots = new ServiceSlots(Self, _workload);
        _processor = new ProcessorLink(Self, node);
        _waiters = new Waiters(plan.Name, this);
        Adopt(plan);

        Receive<ServiceProtocol.Enable>(m => Command(m, "enable", _wish with { Enabled = true }, retry: true));
        Receive<ServiceProtocol.Disable>(m => Command(m, "disable", _wish with { Enabled = false }));
        Receive<ServiceProtocol.Restart>(m => Command(m, "restart", _wish.Replaced(m.Rolling)));
        Receive<ServiceProtocol.Scale>(Scale);
        Receive<ServiceProtocol.Follow>(Follow);
        Receive<ServiceProtocol.Assign>(m => Assign(m.Wish));
        Receive<ServiceProtocol.Await>(Await);
        Receive<ServiceProtocol.GoDown>(GoDown);
        Receive<ServiceProtocol.FindOwnSockets>(m => Sender.Tell(
            new ServiceProtocol.FoundOwnSockets(OwnSockets.Of(_plan, m.Protocol, _slots.Statuses)), Self));
        Receive<ServiceProtocol.Describe>(_ => Describe());
        Receive<ServiceProtocol.Hear>(Hear);
        Receive<WorkloadProtocol.Hello>(_ => Pursue(_wish, consult: true));
        Receive<WorkloadProtocol.Desired>(Desired);
        Receive<WorkloadProtocol.Queued>(m => _workload.Tell(m, Self));
        Receive<ContainerProtocol.Changed>(SlotChanged);
        Receive<ContainerProtocol.StartFailed>(StartFailed);
        Receive<ContainerProtocol.Gone>(SlotGone);
        Receive<ContainerProtocol.KillNow>(_slots.Tell);
        Receive<ContainerProtocol.Message>(_slots.Tell);
        Receive<ServiceProtocol.PrepareSystemShutdown>(_ => _processor.Prepare(Context, _slots, _plan));
        Receive<ProcessorLink.Returned>(_ => Pursue(_wish));
        Receive<Waiters.TooLate>(m => _waiters.GiveUp(m, Missing()));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(ServicePlan plan, BoundSockets sockets, NodeContext node) =>
        Actors.Props.Create(() => new ServiceActor(plan, sockets, node));

    protected override void PreStart()
    {
        TellCensus();
        _slots.Supervisor(Context.ActorOf(ContainersSupervisor.Props(Self, _node), ContainersSupervisor.Name));
        Adopt(_processor.Follow(null, _plan));
        _workload.Manager(Context.ActorOf(WorkloadActor.Props(_plan.Name, _node), WorkloadActor.Name));
        _cluster.Begin(_plan.Name);
    }

    protected override void PostStop() => _waiters.Fail($"{_plan.Name}: its actor has ended.");

    [MemberNotNull(nameof(_plan))]
    private void Adopt(ServicePlan plan)
    {
        _plan = plan;
        _slots.AreWatched = plan.Workload is DynamicPlan;
    }

    private void Command(
        ServiceProtocol.ICommand command, string what, ServiceWish wish, bool retry = false, bool consult = false)
    {
        if (_down)
        {
            Sender.Tell(new AdminProtocol.Refused(
                Refusal.Unavailable, $"{_plan.Name} is going down.",
                "The node is shutting down, or the service was removed."), Self);
            return;
        }

        if (retry)
        {
            Retry();
        }

        if (wish != _wish)
        {
            _waiters.Supersede(what);
        }

        _waiters.Add(Sender, what, command.Patience, _plan.Lifecycle);
        Pursue(wish, consult);
    }

    /// <summary>Also of one that goes down: then it is what is waited for.</summary>
    private void Await(ServiceProtocol.Await command)
    {
        _waiters.Add(Sender, "wait", command.Patience, _plan.Lifecycle);
        Pursue(_wish);
    }

    private void Scale(ServiceProtocol.Scale command)
    {
        if (_plan.Workload is DynamicPlan)
        {
            Sender.Tell(new AdminProtocol.Refused(
                Refusal.Conflict, $"{_plan.Name} is scaled by its load (workload_manager.type = dynamic).",
                "Change min_free_jobs_capacity or max_threads in its file, then: cplane reload"), Self);
            return;
        }

        if (!_down)
        {
            _scaled = command.Count;
        }

        Command(command, "scale", _wish with { Count = command.Count });
    }

    private void Follow(ServiceProtocol.Follow order)
    {
        var old = _plan;
        Adopt(_processor.Follow(old, order.Plan));
        _sockets = order.Sockets;
        TellCensus();
        _scaled = _cluster.Count;
        if (_cluster.Held(old, _plan, _wish) is { } quota)
        {
            _workload.Limit(quota);
        }

        if (LifecycleRules.Of(old) != LifecycleRules.Of(_plan))
        {
            _slots.Tell(new ContainerProtocol.Follow(LifecycleRules.Of(_plan)));
        }

        Command(
            order, "reload", _wish.Following(old, _plan, order.Replace, ofFile: !_cluster.IsClustered),
            retry: order.Replace,
            consult: old.Workload != _plan.Workload);
    }

    /// <summary>Who waits for the target goes on waiting, for the new one.</summary>
    private void Assign(LocalWish order)
    {
        if (_down)
        {
            return;
        }

        if (_cluster.IsNewIntent(order))
        {
            Retry();
        }

        _scaled = order.Count;
        _workload.Limit(order.Quota);
        Pursue(_cluster.Follow(_wish, order));
    }

    private void Retry()
    {
        _startFailures = 0;
        _slots.Tell(new ContainerProtocol.Retry());
    }

    private void TellCensus() => _node.Census.Tell(
        new CensusProtocol.Serve(_plan.Name, [.. _sockets.Listeners], _plan.Workload is DynamicPlan), Self);

    private void GoDown(ServiceProtocol.GoDown order)
    {
        if (!_down)
        {
            _waiters.Supersede("shutdown");
            _down = true;
        }

        _ends |= order.End;
        _waiters.Add(Sender, "shutdown", order.Patience, _plan.Lifecycle);
        Pursue(_wish with { Enabled = false });
    }

    private void SlotChanged(ContainerProtocol.Changed news)
    {
        if (!_slots.Knows(news.Id.Number))
        {
            return;
        }

        var counts = _slots.Update(news);
        if (news.Phase == ContainerPhase.Accepting)
        {
            _startFailures = 0;
        }

        if (counts)
        {
            Pursue(_wish);
        }
    }

    private void StartFailed(ContainerProtocol.StartFailed news)
    {
        _startFailures++;
        if (_plan.Lifecycle.StartFailureThen == StartFailureThen.Disable
            && _startFailures >= _plan.Lifecycle.StartFailureLimit && _wish.Enabled)
        {
            _node.Log.ServiceGaveUp(_plan.Name, _startFailures, news.Why);
            _waiters.Fail($"{_plan.Name} was disabled after {_startFailures} start failures; the last: {news.Why}");
            _cluster.GaveUp();
            Pursue(_wish with { Enabled = false });
        }
    }

    private void SlotGone(ContainerProtocol.Gone news)
    {
        _slots.Remove(news.Id.Number);
        Pursue(_wish);
    }

    /// <summary>The one way forward: take the wish, order what may be done now, tell who waits for it.</summary>
    private void Pursue(ServiceWish wish, bool consult = false)
    {
        var reached = Approach(wish, consult);
        _cluster.Report(_plan.Name, _wish, _slots.Facts, reached);
    }

    /// <summary>True: the target is reached.</summary>
    private bool Approach(ServiceWish wish, bool consult)
    {
        _wish = _workload.Consulted(_plan, _wish, wish, _slots, consult);
        if (!_wish.Enabled)
        {
            _slots.HurryLeavers();
        }

        if (_processor.IsBeingAdded)
        {
            return false; // Post-add comes before the first container.
        }

        foreach (var order in _node.Decisions.Slots(_wish, _slots.Facts))
        {
            switch (order)
            {
                case SlotOrder.Launch launch: Launch(launch.Number); break;
                case SlotOrder.Stop stop: _slots.Stop(stop.Number, _wish); break;
            }
        }

        if (_slots.Facts.All(s => s.Generation >= _wish.Generation))
        {
            _processor.OldOnesAreGone();
        }

        var reached = _workload.IsSettled && SlotPlanner.IsReached(_wish, _slots.Facts);
        if (reached && !(_down && _processor.IsBeingRemoved()))
        {
            _waiters.Reached(Reached());
            if (_ends)
            {
                Context.Stop(Self);
            }
        }

        return reached;
    }

    private void Launch(int number)
    {
        var id = new ContainerId(_plan.Name, number);
        _slots.Launch(id, _wish.Generation, _node.Name, ContainerProps.Of(id, _plan, _sockets, Self, _node));
    }

    private void Desired(WorkloadProtocol.Desired answer)
    {
        if (_workload.Accepts(answer))
        {
            _slots.CarryOut(answer);
            // In a cluster the number of a constant one is never the file's; until it is told, what is there stays.
            var untold = _cluster.IsClustered && _plan.Workload is ConstantPlan;
            Pursue(_wish with { Count = _scaled ?? (untold ? _wish.Count : answer.Count) });
        }
    }

    /// <summary>Of a dynamic service the manager answers, who knows the capacity.</summary>
    private void Describe()
    {
        var description = Known();
        if (_plan.Workload is DynamicPlan)
        {
            _workload.Tell(new WorkloadProtocol.Describe(description), Sender);
        }
        else
        {
            Sender.Tell(description, Self);
        }
    }

    private ServiceProtocol.Description Known()
    {
        var facts = _slots.Facts;
        return new(
            new ServiceStatus(
                _plan.Name, ServiceSummary.State(_wish, facts, _down), _wish.Target,
                ServiceSummary.Ready(facts), _slots.Count, _sockets.Statuses()),
            _slots.Statuses);
    }

    private void Hear(ServiceProtocol.Hear message)
    {
        var receivers = _plan.Worker is InProcessPlan ? _slots.Running : 0;
        if (receivers > 0)
        {
            _slots.Tell(new ContainerProtocol.AdminMessage(message.Name, message.Arguments));
        }

        Sender.Tell(new ServiceProtocol.Heard(receivers, Known()), Self);
    }

    private string Reached() => ServiceSummary.Reached(_plan.Name, _wish, _down);

    private string Missing() => ServiceSummary.Missing(_plan.Name, _wish, _slots.Records);
}
