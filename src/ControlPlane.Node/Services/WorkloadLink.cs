using ControlPlane.Actors;
using ControlPlane.Node.Containers;
using ControlPlane.Node.Workload;

namespace ControlPlane.Node.Services;

/// <summary>What a service tells its workload manager, and whether the last question has been answered.</summary>
internal sealed class WorkloadLink(IActorRef service)
{
    private IActorRef _manager = ActorRefs.Nobody;
    private int _asked = 1;
    private int _answered;

    /// <summary>The manager has had its say on the present plan and wish; before, no target is reached.</summary>
    public bool IsSettled => _answered == _asked;

    public bool HasBegun => _asked > 1;

    public void Manager(IActorRef manager) => _manager = manager;

    /// <summary>Marks are forgotten: whoever calls this takes them from the slots too.</summary>
    public void Begin(ServicePlan plan, ServiceWish wish, IEnumerable<SlotRecord> slots) => _manager.Tell(
        new WorkloadProtocol.Begin(
            ++_asked, plan.Workload, plan.Worker is ProcessPlan, wish.Enabled, wish.Count,
            [.. slots.Select(s => s.Seen)]),
        service);

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

    public void Tell(object message, IActorRef sender) => _manager.Tell(message, sender);
}
