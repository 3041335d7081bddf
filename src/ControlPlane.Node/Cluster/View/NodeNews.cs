using ControlPlane.Contracts.Statuses;

namespace ControlPlane.Node.Cluster.View;

/// <summary>What an operator should hear of the other nodes of the cluster: each change once. Pure.</summary>
/// <param name="self">This node, which speaks of itself elsewhere.</param>
internal sealed class NodeNews(string self)
{
    private readonly SortedDictionary<string, NodeState> _said = new(StringComparer.Ordinal);
    private ClusterView _seen = ClusterView.Empty;
    private bool _begun;

    /// <summary>This node was away itself: it begins anew with who is there.</summary>
    public void Forget()
    {
        _said.Clear();
        _begun = false;
    }

    /// <param name="view">What is known.</param>
    /// <param name="stateOf">How a node stands.</param>
    /// <returns>
    /// By name; null: it has left for good. At first only those that are not there are news: a node that joins a large
    /// cluster does not name them all.
    /// </returns>
    public IReadOnlyList<(string Node, NodeState? State)> Look(ClusterView view, Func<string, NodeState> stateOf)
    {
        if (_begun && IsAsBefore(view))
        {
            return [];
        }

        List<(string, NodeState?)> news = [];
        foreach (var left in _said.Keys.Where(n => !view.Members.ContainsKey(n) && !view.Nodes.ContainsKey(n)).ToList())
        {
            _said.Remove(left);
            news.Add((left, null));
        }

        foreach (var node in view.Members.Keys.Union(view.Nodes.Keys, StringComparer.Ordinal).Where(n => n != self))
        {
            var state = stateOf(node);
            var known = _said.TryGetValue(node, out var said);
            _said[node] = state;
            if (known ? said != state : _begun || IsAway(state))
            {
                news.Add((node, state));
            }
        }

        (_begun, _seen) = (true, view);
        return news;
    }

    /// <summary>Most of what is heard is no news of nodes, and there may be very many of them.</summary>
    private bool IsAsBefore(ClusterView view) => ReferenceEquals(_seen.Nodes, view.Nodes)
        && ReferenceEquals(_seen.Members, view.Members)
        && ReferenceEquals(_seen.Drains, view.Drains)
        && !_said.ContainsValue(NodeState.Unreachable); // That ends by itself.

    private static bool IsAway(NodeState state) => state is NodeState.Unreachable or NodeState.Gone;
}
