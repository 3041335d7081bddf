using System.Collections.Immutable;

namespace ControlPlane.Node.Cluster.Rollout;

/// <summary>
/// Decides what to assign now to get nearer to the wish. Asked after each change; it gives only what may be done now,
/// so that there are never more containers than wanted, plus one. What a node may have counts, not what it should have.
/// <list type="bullet">
/// <item>Up and down: at once. Of what goes at most one stays until those that stay are ready.</item>
/// <item>Moves: ready first, drain then.</item>
/// <item>Rolling: one node after the other, moves first; a node turns by itself one container after the other.</item>
/// <item>Drain first, one container, where there is no room for one more: on every node that is to get one (two
/// services change places on full nodes), on every node that has still to turn, or below the ceiling of a dynamic
/// service.</item>
/// </list>
/// </summary>
internal static class RolloutPlanner
{
    /// <param name="wish">Where to get to.</param>
    /// <param name="nodes">All that are not gone and may have any of it, or are to get any.</param>
    /// <param name="room">How many containers more have room on a node beside all that is there; may be below
    /// zero.</param>
    /// <param name="forgets">The assignment in force also names nodes that are gone.</param>
    /// <returns>The whole assignment, by name; null: there is nothing to write.</returns>
    public static ImmutableArray<NodeAssignment>? Next(
        RolloutWish wish, IEnumerable<RolloutNode> nodes, Func<string, int> room, bool forgets)
    {
        var targets = wish.Target.ToDictionary(t => t.Node, t => t.Count, StringComparer.Ordinal);
        RolloutPart[] parts = [.. nodes.OrderBy(n => n.Name, StringComparer.Ordinal)
            .Select(n => new RolloutPart(n, targets.GetValueOrDefault(n.Name), room(n.Name)))];
        var plan = new Step(parts, wish.Wanted, wish.Ceiling ?? (wish.Wanted + RolloutWish.Surge));

        plan.Lower();
        if (!wish.Rolling)
        {
            plan.TurnAll(wish.Generation);
        }
        else if (!plan.IsMoving)
        {
            plan.Turn(wish.Generation);
        }

        plan.Raise(wish.Generation);
        plan.DrainFirst(wish.Generation);
        return forgets || parts.Any(p => p.IsChanged)
            ? [.. parts.Where(p => p.Stays).Select(p => p.Assignment)]
            : null;
    }

    private sealed class Step(RolloutPart[] parts, int wanted, int ceiling)
    {
        /// <summary>Something has still to go elsewhere.</summary>
        public bool IsMoving => Array.Exists(parts, p => p.Count > p.Target);

        private int Assigned => parts.Sum(p => p.Count);

        private int Occupied => parts.Sum(p => p.Occupied);

        /// <summary>
        /// First those that serve nobody, then as long as enough serve; and down to the ceiling in any case.
        /// </summary>
        public void Lower()
        {
            var serving = parts.Sum(p => p.Serving);
            var floor = Math.Min(wanted, serving);
            var excess = Assigned - Math.Max(ceiling, wanted);
            foreach (var part in parts.OrderByDescending(p => p.HasIdle))
            {
                while (part.Count > part.Target)
                {
                    var left = serving - (part.HasIdle || part.IsSilent ? 0 : 1);
                    if (excess <= 0 && !part.HasIdle && left < (part.IsSilent ? wanted : floor))
                    {
                        break;
                    }

                    serving = left;
                    excess--;
                    part.Lower(1);
                }
            }
        }

        public void TurnAll(int generation)
        {
            foreach (var part in parts.Where(p => p.Generation < generation))
            {
                part.Turn(generation, rolling: false);
            }
        }

        /// <summary>The next node, when all before it are through.</summary>
        public void Turn(int generation)
        {
            // Of one that says nothing it is not known whether it turns still: it counts as if, and there may be too
            // many then.
            var fits = Occupied <= ceiling;
            foreach (var part in parts.Where(
                p => p.Generation < generation && (p.Count == 0 || (p.Turns && p.Room >= 0 && fits))))
            {
                part.Turn(generation, rolling: part.Count > 0);
            }

            if (AreThrough(generation) && Occupied < ceiling
                && Array.Find(parts, p => p.Generation < generation && p.Room > 0) is { } next)
            {
                next.Turn(generation, rolling: true);
            }
        }

        public void Raise(int generation)
        {
            var addable = ceiling - Occupied;
            var turnIsNext = !IsMoving && AreThrough(generation);
            foreach (var part in parts.Where(p => p.Count < p.Target))
            {
                if (part.Count == 0)
                {
                    part.Turn(generation, rolling: false);
                }

                // One that went first to make room for a turn is not given back before it.
                var lacks = turnIsNext && part.Generation < generation ? RolloutWish.Surge : 0;
                addable -= part.Raise(part.Target - lacks, addable);
            }
        }

        /// <summary>
        /// Nothing was to be done, all is as written, and yet it is not what is wanted: room is missing. One that serves
        /// goes only when all others serve, so that never more than one is missed.
        /// </summary>
        public void DrainFirst(int generation)
        {
            // Marked ones are not assigned, and take the room of others as long as they serve.
            if (Assigned > wanted || Occupied < wanted || !Array.TrueForAll(parts, p => p.IsSettled))
            {
                return;
            }

            var next = Array.Find(parts, p => p.Count > p.Target);
            if (next is not null ? CanRaise : !AreThrough(generation))
            {
                return;
            }

            next ??= parts.Where(p => p.Count > 0 && p.Generation < generation).OrderByDescending(p => p.HasIdle).FirstOrDefault();
            if (next is null || (!next.HasIdle && parts.Sum(p => p.Serving) < Assigned))
            {
                return;
            }

            next.Lower(1);
            if (next.Count == 0)
            {
                next.Turn(generation, rolling: false);
            }
        }

        private bool CanRaise => Occupied < ceiling && Array.Exists(parts, p => p.Count < p.Target && p.Room > 0);

        private bool AreThrough(int generation) =>
            Array.TrueForAll(parts, p => p.Count == 0 || p.Generation < generation || p.IsReached);
    }
}
