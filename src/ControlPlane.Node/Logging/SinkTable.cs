using ControlPlane.Node.Logging.Outlets;
using ControlPlane.Node.Logging.Plans;

namespace ControlPlane.Node.Logging;

/// <summary>
/// The destinations in force, in the order of their plan. It outlives a restart of the <c>logging</c> actor, which
/// alone uses it.
/// </summary>
internal sealed class SinkTable(OpenedSinks start)
{
    private List<SinkSlot> _slots = [.. start.Opened.Select(sink => new SinkSlot(sink))];

    public LoggingPlan Plan { get; private set; } = start.Plan;

    public LogDevices Devices { get; } = start.Devices;

    public IReadOnlyList<SinkSlot> Slots => _slots;

    /// <summary>Takes over a plan. What is in both plans in the same way keeps its slot.</summary>
    public SinkChanges Apply(OpenedSinks next)
    {
        var old = _slots.ToDictionary(slot => slot.Name, StringComparer.Ordinal);
        var opened = next.Opened.ToDictionary(sink => sink.Plan.Name, StringComparer.Ordinal);
        List<SinkSlot> slots = [];
        List<SinkSlot> added = [];
        List<(SinkSlot Slot, OpenedSink Next)> changed = [];
        foreach (var plan in next.Plan.Sinks)
        {
            var known = old.Remove(plan.Name, out var slot);
            if (opened.TryGetValue(plan.Name, out var sink))
            {
                if (known)
                {
                    changed.Add((slot!, sink));
                }
                else
                {
                    added.Add(slot = new SinkSlot(sink));
                }
            }

            slots.Add(slot ?? throw new InvalidOperationException(
                $"destination [{plan.Name}] neither runs nor was opened; open the plan against the running one"));
        }

        var removed = _slots.Where(slot => old.ContainsKey(slot.Name)).ToList();
        _slots = slots;
        Plan = next.Plan;
        return new SinkChanges(added, changed, removed);
    }
}

/// <summary>What a new plan means for the destinations.</summary>
internal sealed record SinkChanges(
    IReadOnlyList<SinkSlot> Added,
    IReadOnlyList<(SinkSlot Slot, OpenedSink Next)> Changed,
    IReadOnlyList<SinkSlot> Removed);
