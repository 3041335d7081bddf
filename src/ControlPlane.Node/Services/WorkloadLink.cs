using ControlPlane.Actors;
using ControlPlane.Node.Containers;
using ControlPlane.Node.Workload;

namespace ControlPlane.Node.Services;

/// <summary>What a service tells its workload manager, and whether the last question has been answered.</summary>
internal sealed class WorkloadLink(IActorRef service)
{
    private IActorRef _manager = ActorRefs.Nobody;
    private Quota? _quota;
    private int _asked = 1;
    private int _answered;

    /// <summary>The manager has had its say on the present plan and wish; before, no target is reached.</summary>
    public bool IsSettled => _answered == _asked;

    public void Manager(IActorRef manager) => _manager = manager;

    /// <summary>
    /// The wish that follows another, with the manager asked anew where it may have another view of it: it begins with
    /// what is there, and without marks. Of containers that are all replaced, those that were marked have no successor.
    /// </summary>
    public ServiceWish Consulted(
        ServicePlan plan, ServiceWish before, ServiceWish wish, ServiceSlots slots, bool always)
    {
        var replaced = wish.Generation != before.Generation;
        if (!always && !replaced && wish.Enabled == before.Enabled)
        {
            return wish;
        }

        var begins = _asked == 1 || (wish.Enabled && !before.Enabled);
        var staying = slots.Staying;
        wish = (plan.Workload as DynamicPlan, begins, replaced) switch
        {
            (null, _, _) => wish with { Ceiling = null },
            ({ } load, true, _) => wish with { Ceiling = load.MaxThreads, Count = staying.Count },
            ({ } load, _, true) =>
                wish with { Ceiling = load.MaxThreads, Count = wish.Count - staying.Count(s => s.Marked) },
            ({ } load, _, _) => wish with { Ceiling = load.MaxThreads },
        };
        slots.Mark(staying.Select(s => s.Id.Number), false);
        _manager.Tell(
            new WorkloadProtocol.Begin(
                ++_asked, plan.Workload, plan.Worker is ProcessPlan, wish.Enabled, wish.Count,
                [.. slots.Records.Select(s => s.Seen)]),
            service);
        return wish;
    }

    /// <summary>False: an answer to a question that was asked anew since.</summary>
    public bool Accepts(WorkloadProtocol.Desired answer)
    {
        _answered = answer.Order == _asked ? _asked : _answered;
        return IsSettled;
    }

    /// <summary>Tells what is news to the manager.</summary>
    public void See(SlotRecord slot, WorkloadProtocol.Seen? before)
    {
        if (slot.Seen is var now && now != before)
        {
            _manager.Tell(now, service);
        }
    }

    public void Gone(int number) => _manager.Tell(new WorkloadProtocol.Seen(number, Standing.None, 0, null), service);

    /// <summary>Tells what is news to the manager; what it decides next goes by it.</summary>
    public void Limit(Quota? quota)
    {
        if (quota != _quota)
        {
            _quota = quota;
            _manager.Tell(new WorkloadProtocol.Limit(quota), service);
        }
    }

    public void Tell(object message, IActorRef sender) => _manager.Tell(message, sender);
}
