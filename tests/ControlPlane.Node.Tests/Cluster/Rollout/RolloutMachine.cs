using ControlPlane.Contracts.Statuses;
using ControlPlane.Node.Cluster.Placement;
using ControlPlane.Node.Cluster.Rollout;
using ControlPlane.Node.Services;
using ControlPlane.Node.Tests.Cluster.Placement;

namespace ControlPlane.Node.Tests.Cluster.Rollout;

/// <summary>
/// A node of the world of rollouts: it goes by what it heard last, and decides about its slots as a real one does.
/// </summary>
internal sealed class RolloutMachine(string name, int places)
{
    private readonly SortedDictionary<string, List<SlotFact>> _slots = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, NodeAssignment> _heard = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _reached = new(StringComparer.Ordinal);
    private int _revision;
    private bool _away;

    public string Name { get; } = name;

    public int Places { get; } = places;

    public bool Drains { get; set; }

    /// <summary>The leader has given it up.</summary>
    public bool IsGone { get; private set; }

    /// <summary>It was given up while its containers ran, and has still some that it should not have.</summary>
    public bool IsTainted { get; private set; }

    public SortedDictionary<string, NodeReport>? Status { get; private set; }

    private int StatusRevision { get; set; }

    public PlacementNode Seen => PlacementScene.Host(
        Name, Places,
        state: IsGone ? NodeState.Gone : Drains ? NodeState.Draining : _away ? NodeState.Unreachable : NodeState.Up);

    public int Count(RolloutService service) => Slots(service.Name).Count;

    public NodeReport ReportOf(RolloutService service) =>
        Status!.GetValueOrDefault(service.Name) with { Acknowledged = StatusRevision >= service.Revision };

    public void Report(RolloutService[] services)
    {
        if (_away)
        {
            return;
        }

        Status = new SortedDictionary<string, NodeReport>(StringComparer.Ordinal);
        StatusRevision = _revision;
        foreach (var service in services)
        {
            var slots = Slots(service.Name);
            Status[service.Name] = new NodeReport(
                slots.Count,
                slots.Count(s => s.Condition == SlotCondition.Ready),
                _reached.GetValueOrDefault(service.Name),
                Acknowledged: false);
        }
    }

    public void Hear(RolloutService[] services, int revision)
    {
        if (_away)
        {
            return;
        }

        _revision = revision;
        foreach (var service in services)
        {
            _heard[service.Name] = service.Assignment.FirstOrDefault(a => a.Node == Name);
        }

        foreach (var service in services)
        {
            Order(service.Name);
        }

        Recover();
    }

    /// <summary>One thing happens to one container: it becomes ready, is gone, or (not in peace) fails.</summary>
    public void Work(Random random, RolloutService[] services, bool steady)
    {
        var service = services[random.Next(services.Length)].Name;
        var slots = Slots(service);
        if (slots.Count > 0)
        {
            var index = random.Next(slots.Count);
            var slot = slots[index];
            if (slot.Condition == SlotCondition.Leaving)
            {
                slots.RemoveAt(index);
            }
            else
            {
                var fails = !steady && random.Next(5) == 0;
                slots[index] = slot with { Condition = fails ? SlotCondition.Coming : SlotCondition.Ready };
            }
        }

        Order(service);
        Recover();
    }

    /// <summary>The node's program dies, and its containers; it is back before the leader gives it up.</summary>
    public void Crash()
    {
        Empty();
        Status = null;
    }

    /// <summary>It dies, and is given up.</summary>
    public void Vanish()
    {
        Empty();
        IsTainted = false;
        (_away, IsGone, Status) = (true, true, null);
    }

    /// <summary>It is partitioned from everyone: first silent, then given up; its containers run on.</summary>
    public void CutOff()
    {
        (IsGone, _away, Status) = (_away, true, null);
        IsTainted |= IsGone && _slots.Values.Any(s => s.Count > 0);
    }

    public void ComeBack(RolloutService[] services, int revision)
    {
        if (_away)
        {
            (_away, IsGone) = (false, false);
            Hear(services, revision);
            Report(services);
        }
    }

    public override string ToString() => $"{Name} of {Places} {(Drains ? "drains " : "")}{(_away ? "away " : "")}"
        + $"{(IsTainted ? "tainted " : "")}heard {_revision}: "
        + string.Join(
            ' ',
            _slots.Select(s => $"{s.Key}[{string.Join(' ', s.Value.Select(f => $"{f.Condition}@{f.Generation}"))}]"));

    private void Empty()
    {
        _slots.Clear();
        _heard.Clear();
        _reached.Clear();
        _revision = 0;
    }

    private void Recover() =>
        IsTainted &= _away || _slots.Any(s => s.Value.Count > _heard.GetValueOrDefault(s.Key).Count);

    private List<SlotFact> Slots(string service)
    {
        if (!_slots.TryGetValue(service, out var slots))
        {
            slots = _slots[service] = [];
        }

        return slots;
    }

    private void Order(string service)
    {
        var assignment = _heard.GetValueOrDefault(service);
        var slots = Slots(service);
        var wish = new ServiceWish(Enabled: true, assignment.Count, assignment.Generation, assignment.Rolling);
        foreach (var order in SlotPlanner.Next(wish, slots))
        {
            if (order is SlotOrder.Launch launch)
            {
                slots.Add(new SlotFact(launch.Number, assignment.Generation, SlotCondition.Coming));
            }
            else if (order is SlotOrder.Stop stop)
            {
                var index = slots.FindIndex(s => s.Number == stop.Number);
                slots[index] = slots[index] with { Condition = SlotCondition.Leaving };
            }
        }

        if (SlotPlanner.IsReached(wish, slots))
        {
            _reached[service] = assignment.Generation;
        }
    }
}
