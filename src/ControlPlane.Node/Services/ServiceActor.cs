using ControlPlane.Actors;
using ControlPlane.Contracts;
using ControlPlane.Contracts.Admin;
using ControlPlane.Contracts.Statuses;
using ControlPlane.Node.Census;
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
/// Holds the wish and the facts of one service, carries out what <see cref="SlotPlanner"/> decides, and answers commands
/// when their target is reached.
/// </summary>
internal sealed class ServiceActor : ReceiveActor, IWithTimers
{
    private readonly NodeContext _node;
    private readonly SortedDictionary<int, SlotRecord> _slots = [];
    private readonly Waiters _waiters;
    private readonly WorkloadLink _workload;
    private readonly ProcessorLink _processor;
    private ServicePlan _plan;
    private BoundSockets _sockets;
    private ServiceWish _wish;
    private int? _scaled;
    private int _startFailures;
    private bool _down;
    private bool _ends;

    public ServiceActor(ServicePlan plan, BoundSockets sockets, NodeContext node)
    {
        _plan = plan;
        _sockets = sockets;
        _node = node;
        _wish = new ServiceWish(plan.Enabled, plan.Workload.FirstCount, Generation: 1, Rolling: false);
        _workload = new WorkloadLink(Self);
        _processor = new ProcessorLink(Self, node);
        _waiters = new Waiters(plan.Name, this);

        Receive<ServiceProtocol.Enable>(m => Command(m, "enable", _wish with { Enabled = true }, retry: true));
        Receive<ServiceProtocol.Disable>(m => Command(m, "disable", _wish with { Enabled = false }));
        Receive<ServiceProtocol.Restart>(m => Command(m, "restart", Replaced(m.Rolling)));
        Receive<ServiceProtocol.Scale>(Scale);
        Receive<ServiceProtocol.Follow>(Follow);
        Receive<ServiceProtocol.GoDown>(GoDown);
        Receive<ServiceProtocol.FindOwnSockets>(m => Sender.Tell(
            new ServiceProtocol.FoundOwnSockets(OwnSockets.Of(_plan, m.Protocol, _slots.Values.Select(s => s.Status))), Self));
        Receive<ServiceProtocol.Describe>(_ => Describe());
        Receive<ServiceProtocol.Hear>(Hear);
        Receive<WorkloadProtocol.Hello>(_ => Pursue(_wish, consult: true));
        Receive<WorkloadProtocol.Desired>(Desired);
        Receive<WorkloadProtocol.Queued>(m => _workload.Tell(m, Self));
        Receive<ContainerProtocol.Changed>(SlotChanged);
        Receive<ContainerProtocol.StartFailed>(StartFailed);
        Receive<ContainerProtocol.Gone>(SlotGone);
        Receive<ContainerProtocol.KillNow>(m => Containers.Tell(m, Self));
        Receive<ContainerProtocol.Message>(m => Containers.Tell(m, Self));
        Receive<ServiceProtocol.PrepareSystemShutdown>(_ => _processor.Prepare(Context, Containers, _slots.Count, _plan));
        Receive<ProcessorLink.Returned>(_ => Pursue(_wish));
        Receive<Waiters.TooLate>(m => _waiters.GiveUp(m, Missing()));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    private static IActorRef Containers => Context.Child(ContainersSupervisor.Name);

    private IReadOnlyCollection<SlotFact> Facts => [.. _slots.Values.Select(s => s.Fact)];

    public static Props Props(ServicePlan plan, BoundSockets sockets, NodeContext node) =>
        Actors.Props.Create(() => new ServiceActor(plan, sockets, node));

    protected override void PreStart()
    {
        TellCensus();
        Context.ActorOf(ContainersSupervisor.Props(Self, _node), ContainersSupervisor.Name);
        _plan = _processor.Follow(null, _plan);
        _workload.Manager(Context.ActorOf(WorkloadActor.Props(_plan.Name, _node), WorkloadActor.Name));
    }

    protected override void PostStop() => _waiters.Fail($"{_plan.Name}: its actor has ended.");

    private void Command(
        ServiceProtocol.ICommand command, string what, ServiceWish wish, bool retry = false, bool consult = false)
    {
        if (_down)
        {
            Sender.Tell(new AdminProtocol.Refused(
                Refusal.Unavailable, $"{_plan.Name} is going down.", "The node is shutting down, or the service was removed."), Self);
            return;
        }

        if (retry)
        {
            _startFailures = 0;
            Containers.Tell(new ContainerProtocol.Retry(), Self);
        }

        if (wish != _wish)
        {
            _waiters.Supersede(what);
        }

        _waiters.Add(Sender, what, command.Patience, _plan.Lifecycle);
        Pursue(wish, consult);
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
        _plan = _processor.Follow(old, order.Plan);
        _sockets = order.Sockets;
        TellCensus();
        _scaled = null;
        if (LifecycleRules.Of(old) != LifecycleRules.Of(_plan))
        {
            Containers.Tell(new ContainerProtocol.Follow(LifecycleRules.Of(_plan)), Self);
        }

        var wish = order.Replace ? Replaced(rolling: true) : _wish;
        var enabled = old.Enabled != _plan.Enabled ? _plan.Enabled : wish.Enabled;
        var count = (_plan.Workload as ConstantPlan)?.Threads ?? wish.Count;
        Command(
            order, "reload", wish with { Count = count, Enabled = enabled }, retry: order.Replace,
            consult: old.Workload != _plan.Workload);
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

    /// <summary>The wish with all present containers replaced; of a disabled service there is none.</summary>
    private ServiceWish Replaced(bool rolling) => _wish with { Generation = _wish.Generation + 1, Rolling = rolling };

    private void SlotChanged(ContainerProtocol.Changed news)
    {
        if (_slots.TryGetValue(news.Id.Number, out var slot))
        {
            var (fact, seen) = (slot.Fact, slot.Seen);
            slot.Update(news);
            See(slot, seen);
            if (news.Phase == ContainerPhase.Accepting)
            {
                _startFailures = 0;
            }

            if (slot.Fact != fact)
            {
                Pursue(_wish);
            }
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
            Pursue(_wish with { Enabled = false });
        }
    }

    private void SlotGone(ContainerProtocol.Gone news)
    {
        _slots.Remove(news.Id.Number);
        if (_plan.Workload is DynamicPlan)
        {
            _workload.Gone(news.Id.Number);
        }

        Pursue(_wish);
    }

    /// <summary>The one way forward: take the wish, order what may be done now, tell who waits for it.</summary>
    private void Pursue(ServiceWish wish, bool consult = false)
    {
        _wish = Consulted(wish, consult);
        if (!_wish.Enabled)
        {
            HurryLeavers();
        }

        if (_processor.IsBeingAdded)
        {
            return; // Post-add comes before the first container.
        }

        foreach (var order in _node.Decisions.Slots(_wish, Facts))
        {
            switch (order)
            {
                case SlotOrder.Launch launch: Launch(launch.Number); break;
                case SlotOrder.Stop stop: Stop(_slots[stop.Number], null); break;
            }
        }

        if (Facts.All(s => s.Generation >= _wish.Generation))
        {
            _processor.OldOnesAreGone();
        }

        if (_workload.IsSettled && SlotPlanner.IsReached(_wish, Facts) && !(_down && _processor.IsBeingRemoved()))
        {
            _waiters.Reached(Reached());
            if (_ends)
            {
                Context.Stop(Self);
            }
        }
    }

    private void Launch(int number)
    {
        var id = new ContainerId(_plan.Name, number);
        var status = new ContainerStatus(
            id.Service, id.ToString(), _node.Name, ContainerState.Starting, "starting", null, null, 0, null);
        var slot = new SlotRecord(id, _wish.Generation, status);
        _slots.Add(number, slot);
        See(slot, null);
        Containers.Tell(
            new ContainerProtocol.Launch(id, ContainerProps.Of(id, _plan, _sockets, Self, _node)), Self);
    }

    private void Stop(SlotRecord slot, LeaveReason? why)
    {
        var seen = slot.Seen;
        Leave(slot, why ?? _wish.ReasonFor(slot.Generation));
        See(slot, seen);
    }

    private static void Leave(SlotRecord slot, LeaveReason reason)
    {
        slot.LeavesFor = reason;
        Containers.Tell(new ContainerProtocol.Stop(slot.Id, reason), Context.Self);
    }

    /// <summary>What leaves already, and may be waiting for its connections, hears that everybody leaves.</summary>
    private void HurryLeavers()
    {
        foreach (var slot in _slots.Values.Where(s => s.LeavesFor is not (null or LeaveReason.Disable)))
        {
            Leave(slot, LeaveReason.Disable);
        }
    }

    /// <summary>What its workload manager has decided.</summary>
    private void Desired(WorkloadProtocol.Desired answer)
    {
        if (!_workload.Accepts(answer))
        {
            return;
        }

        Mark(answer.Marked, true);
        Mark(answer.TakenBack, false);
        foreach (var number in answer.Ended)
        {
            if (_slots.TryGetValue(number, out var slot) && !slot.Leaving)
            {
                Stop(slot, LeaveReason.ScaleIn);
            }
        }

        Pursue(_wish with { Count = _scaled ?? answer.Count });
    }

    private void Mark(IEnumerable<int> numbers, bool marked)
    {
        foreach (var number in numbers)
        {
            if (_slots.TryGetValue(number, out var slot) && slot.Marked != marked && !slot.Leaving)
            {
                slot.Marked = marked;
                Containers.Tell(new ContainerProtocol.Mark(slot.Id, marked), Self);
            }
        }
    }

    /// <summary>
    /// The wish, with the manager asked anew where it may have another view of it: it begins with what is there, and
    /// without marks. Of containers that are all replaced, those that were marked have no successor.
    /// </summary>
    private ServiceWish Consulted(ServiceWish wish, bool always)
    {
        var replaced = wish.Generation != _wish.Generation;
        if (!always && !replaced && wish.Enabled == _wish.Enabled)
        {
            return wish;
        }

        var staying = _slots.Values.Where(s => !s.Leaving).ToList();
        if (_plan.Workload is DynamicPlan dynamic)
        {
            var begins = !_workload.HasBegun || (wish.Enabled && !_wish.Enabled);
            wish = wish with
            {
                Count = begins ? staying.Count : replaced ? wish.Count - staying.Count(s => s.Marked) : wish.Count,
                Ceiling = dynamic.MaxThreads,
            };
        }
        else
        {
            wish = wish with { Ceiling = null };
        }

        Mark([.. staying.Select(s => s.Id.Number)], false);
        _workload.Begin(_plan, wish, _slots.Values);
        return wish;
    }

    private void See(SlotRecord slot, WorkloadProtocol.Seen? before)
    {
        if (_plan.Workload is DynamicPlan)
        {
            _workload.See(slot, before);
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

    private ServiceProtocol.Description Known() => new(
        new ServiceStatus(
            _plan.Name, ServiceSummary.State(_wish, Facts, _down), _wish.Target,
            ServiceSummary.Ready(Facts), _slots.Count, _sockets.Statuses()),
        [.. _slots.Values.Select(s => s.Status)]);

    private void Hear(ServiceProtocol.Hear message)
    {
        var receivers = _plan.Worker is InProcessPlan ? _slots.Values.Count(s => s.Phase.IsRunning()) : 0;
        if (receivers > 0)
        {
            Containers.Tell(new ContainerProtocol.AdminMessage(message.Name, message.Arguments), Self);
        }

        Sender.Tell(new ServiceProtocol.Heard(receivers, Known()), Self);
    }

    private string Reached() => ServiceSummary.Reached(_plan.Name, _wish, _down);

    private string Missing() => ServiceSummary.Missing(_plan.Name, _wish, [.. _slots.Values]);
}
