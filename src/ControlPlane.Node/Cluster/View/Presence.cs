using ControlPlane.Contracts.Statuses;

namespace ControlPlane.Node.Cluster.View;

/// <summary>
/// Who is there, and since when others are not, by this node's own clock: no node trusts the clock of another.
/// </summary>
/// <param name="grace">A node that is away for so long, beyond its lease, is gone.</param>
internal sealed class Presence(TimeSpan grace)
{
    private readonly SortedDictionary<string, TimeSpan> _absent = new(StringComparer.Ordinal);

    /// <summary>Notes down who has just gone, and forgets those who are back.</summary>
    public void Look(ClusterView view, TimeSpan now)
    {
        var back = _absent.Keys.Where(node => view.Nodes.ContainsKey(node) || !view.Members.ContainsKey(node));
        foreach (var node in back.ToList())
        {
            _absent.Remove(node);
        }

        foreach (var node in view.Members.Keys.Where(node => !view.Nodes.ContainsKey(node)))
        {
            _absent.TryAdd(node, now);
        }
    }

    /// <summary>This node was away itself, or nobody told it anything: it knows of no absence for certain.</summary>
    public void Forget() => _absent.Clear();

    public NodeState StateOf(string node, ClusterView view, TimeSpan now)
    {
        if (view.Nodes.TryGetValue(node, out var known))
        {
            return view.Drains.ContainsKey(node) ? NodeState.Draining : known.Value.State;
        }

        return _absent.TryGetValue(node, out var since) && now < since + grace ? NodeState.Unreachable : NodeState.Gone;
    }

    /// <summary>When the next one that is unreachable counts as gone; null: none is.</summary>
    public TimeSpan? NextGone(TimeSpan now)
    {
        var coming = _absent.Values.Select(since => since + grace).Where(at => at > now).ToList();
        return coming.Count == 0 ? null : coming.Min();
    }
}
