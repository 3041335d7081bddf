using ControlPlane.Actors;
using ControlPlane.Contracts;
using ControlPlane.Contracts.Statuses;
using ControlPlane.Node.Containers;
using ControlPlane.Node.Workload;

namespace ControlPlane.Node.Services;

/// <summary>
/// The containers of one service: what is known of each slot, and the orders that go to it. Each change is told to the
/// workload manager too, as long as the service has one that wants to know. Used by the service actor alone.
/// </summary>
internal sealed class ServiceSlots(IActorRef service, WorkloadLink workload)
{
    private readonly SortedDictionary<int, SlotRecord> _slots = [];
    private IActorRef _containers = ActorRefs.Nobody;

    /// <summary>The load decides about them: its manager hears of each change.</summary>
    public bool AreWatched { get; set; }

    public int Count => _slots.Count;

    /// <summary>How many run.</summary>
    public int Running => _slots.Values.Count(s => s.Phase.IsRunning());

    public IReadOnlyCollection<SlotRecord> Records => _slots.Values;

    public IReadOnlyCollection<SlotFact> Facts => [.. _slots.Values.Select(s => s.Fact)];

    public IReadOnlyList<ContainerStatus> Statuses => [.. _slots.Values.Select(s => s.Status)];

    /// <summary>Not told to stop.</summary>
    public IReadOnlyList<SlotRecord> Staying => [.. _slots.Values.Where(s => !s.Leaving)];

    /// <summary>Who starts and stops them.</summary>
    public void Supervisor(IActorRef containers) => _containers = containers;

    /// <summary>To all of them, or to the one that the message names.</summary>
    public void Tell(object message) => Tell(message, service);

    public void Tell(object message, IActorRef sender) => _containers.Tell(message, sender);

    public void Launch(ContainerId id, int generation, string node, Props container)
    {
        var status = new ContainerStatus(
            id.Service, id.ToString(), node, ContainerState.Starting, "starting", null, null, 0, null);
        var slot = new SlotRecord(id, generation, status);
        _slots.Add(id.Number, slot);
        See(slot, null);
        Tell(new ContainerProtocol.Launch(id, container));
    }

    public void Stop(int number, ServiceWish wish) => Stop(_slots[number], wish.ReasonFor(_slots[number].Generation));

    /// <summary>What leaves already, and may be waiting for its connections, hears that everybody leaves.</summary>
    public void HurryLeavers()
    {
        foreach (var slot in _slots.Values.Where(s => s.LeavesFor is not (null or LeaveReason.Disable)))
        {
            Leave(slot, LeaveReason.Disable);
        }
    }

    public bool Knows(int number) => _slots.ContainsKey(number);

    /// <summary>What the workload manager has decided.</summary>
    public void CarryOut(WorkloadProtocol.Desired decided)
    {
        Mark(decided.Marked, true);
        Mark(decided.TakenBack, false);
        foreach (var number in decided.Ended)
        {
            if (_slots.TryGetValue(number, out var slot) && !slot.Leaving)
            {
                Stop(slot, LeaveReason.ScaleIn);
            }
        }
    }

    /// <summary>They are the ones to go when they are idle, or no longer; it reaches only those that stay.</summary>
    public void Mark(IEnumerable<int> numbers, bool marked)
    {
        foreach (var number in numbers)
        {
            if (_slots.TryGetValue(number, out var slot) && slot.Marked != marked && !slot.Leaving)
            {
                slot.Marked = marked;
                Tell(new ContainerProtocol.Mark(slot.Id, marked));
            }
        }
    }

    /// <summary>False: nothing that counts has changed.</summary>
    public bool Update(ContainerProtocol.Changed news)
    {
        if (!_slots.TryGetValue(news.Id.Number, out var slot))
        {
            return false;
        }

        var (fact, seen) = (slot.Fact, slot.Seen);
        slot.Update(news);
        See(slot, seen);
        return slot.Fact != fact;
    }

    public void Remove(int number)
    {
        _slots.Remove(number);
        if (AreWatched)
        {
            workload.Gone(number);
        }
    }

    private void Stop(SlotRecord slot, LeaveReason why)
    {
        var seen = slot.Seen;
        Leave(slot, why);
        See(slot, seen);
    }

    private void Leave(SlotRecord slot, LeaveReason reason)
    {
        slot.LeavesFor = reason;
        Tell(new ContainerProtocol.Stop(slot.Id, reason));
    }

    private void See(SlotRecord slot, WorkloadProtocol.Seen? before)
    {
        if (AreWatched)
        {
            workload.See(slot, before);
        }
    }
}
