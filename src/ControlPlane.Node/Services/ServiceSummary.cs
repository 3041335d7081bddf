using ControlPlane.Contracts.Statuses;

namespace ControlPlane.Node.Services;

/// <summary>A service in one word, in counts and in sentences.</summary>
internal static class ServiceSummary
{
    public static ServiceState State(
        ServiceWish wish, IReadOnlyCollection<SlotFact> slots, bool down) => (down, wish.Enabled) switch
    {
        (true, _) => ServiceState.Down,
        (_, false) => ServiceState.Disabled,
        _ when slots.Any(s => s.Generation < wish.Generation) => ServiceState.Restarting,
        _ => ServiceState.Enabled,
    };

    /// <summary>Ready ones, those of an earlier generation included: they serve until they are replaced.</summary>
    public static int Ready(IReadOnlyCollection<SlotFact> slots) =>
        slots.Count(s => s.Condition == SlotCondition.Ready);

    public static string Reached(string name, ServiceWish wish, bool down) => (down, wish.Enabled) switch
    {
        (true, _) => $"{name} is down",
        (_, false) => $"{name} is disabled: no containers",
        _ => $"{name} is enabled: {wish.Count} of {wish.Count} containers ready",
    };

    /// <summary>What is not as wished: counts, and the first containers that hold it up with their reasons.</summary>
    public static string Missing(string name, ServiceWish wish, IReadOnlyCollection<SlotRecord> slots)
    {
        const int Shown = 3;
        var lagging = slots
            .Where(s => s.Fact.Condition != SlotCondition.Ready || s.Generation < wish.Generation || wish.Target == 0)
            .ToList();
        var fresh = slots.Count(s => s.Fact.Condition == SlotCondition.Ready && s.Generation >= wish.Generation);
        var counts = wish.Target == 0
            ? $"{name}: {slots.Count} containers are still there"
            : $"{name}: {fresh} of {wish.Target} containers are ready";
        var which = string.Join("; ", lagging.Take(Shown).Select(s => $"{s.Id} {s.Status.Detail}"));
        var more = lagging.Count > Shown ? $" and {lagging.Count - Shown} more" : "";
        return which.Length == 0 ? counts : $"{counts} ({which}{more})";
    }
}
