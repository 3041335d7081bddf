using System.Collections.Immutable;

namespace ControlPlane.Node.Services;

/// <summary>
/// Decides which slots to launch and which to stop, from the wish and the facts alone. Called after every change; each
/// call gives only what may be done now, so that there are never more containers than wanted, plus one in a rolling
/// step.
/// </summary>
internal static class SlotPlanner
{
    /// <summary>Containers beyond the wanted number during a rolling replacement.</summary>
    public const int Surge = 1;

    public static ImmutableArray<SlotOrder> Next(ServiceWish wish, IReadOnlyCollection<SlotFact> slots)
    {
        var staying = slots.Where(s => s.Condition != SlotCondition.Leaving).ToList();
        var old = staying.Where(s => s.Generation < wish.Generation).ToList();
        var fresh = staying.Where(s => s.Generation >= wish.Generation).ToList();

        var stops = wish switch
        {
            { Target: 0 } => staying,
            { Rolling: false } => [.. old, .. Surplus(fresh, fresh.Count - wish.Count)],
            _ => RollingStops(wish, old, fresh),
        };

        // A restart starts nothing while anything of before it is left, leaving ones included.
        var oldIsThere = slots.Any(s => s.Generation < wish.Generation);
        var launches = wish.Rolling
            ? RollingLaunches(wish, slots.Count, old.Except(stops).Count(), fresh)
            : oldIsThere
            ? 0
            : Math.Min(wish.Target - fresh.Count, Math.Max(wish.Target, wish.Ceiling ?? 0) - slots.Count);

        return [
            .. stops.Select(s => new SlotOrder.Stop(s.Number)),
            .. FreeNumbers(slots).Take(Math.Max(0, launches)).Select(n => new SlotOrder.Launch(n)),
        ];
    }

    /// <summary>True when nothing is left to do and everything wanted is ready.</summary>
    public static bool IsReached(ServiceWish wish, IReadOnlyCollection<SlotFact> slots)
    {
        var counting = wish.Ceiling is null || wish.Target == 0
            ? slots
            : [.. slots.Where(s => s.Condition != SlotCondition.Leaving || s.Generation < wish.Generation)];
        return counting.Count == wish.Target
            && counting.All(s => s.Condition == SlotCondition.Ready && s.Generation >= wish.Generation);
    }

    /// <summary>Old ones that give no service go at once; a ready one when the rest still makes up the
    /// number.</summary>
    private static List<SlotFact> RollingStops(ServiceWish wish, List<SlotFact> old, List<SlotFact> fresh)
    {
        var useless = old.Where(s => s.Condition == SlotCondition.Coming).ToList();
        var serving = old.Except(useless).ToList();
        var ready = fresh.Count(s => s.Condition == SlotCondition.Ready);
        var spare = Math.Max(0, serving.Count + ready - wish.Count);
        var oldStops = Math.Min(spare, serving.Count);

        // After a scale to less there may be more new ones on their way than the step has room for.
        var stillOld = serving.Count - oldStops;
        var tooMany = Math.Max(fresh.Count - wish.Count, fresh.Count + stillOld - wish.Count - Surge);
        return [.. useless, .. Surplus(serving, oldStops), .. Surplus(fresh, tooMany)];
    }

    private static int RollingLaunches(ServiceWish wish, int all, int oldStaying, List<SlotFact> fresh)
    {
        var missing = wish.Target - fresh.Count;
        if (missing <= 0)
        {
            return 0;
        }

        var room = wish.Target + (oldStaying > 0 ? Surge : 0) - all;
        return Math.Min(missing, room);
    }

    /// <summary>Which ones to give up first: those that give no service, then the highest numbers.</summary>
    private static IEnumerable<SlotFact> Surplus(IEnumerable<SlotFact> slots, int count) => slots
        .OrderBy(s => s.Condition == SlotCondition.Ready)
        .ThenByDescending(s => s.Number)
        .Take(Math.Max(0, count));

    private static IEnumerable<int> FreeNumbers(IReadOnlyCollection<SlotFact> slots)
    {
        var taken = slots.Select(s => s.Number).ToHashSet();
        for (var number = 1; ; number++)
        {
            if (!taken.Contains(number))
            {
                yield return number;
            }
        }
    }
}
