using System.Collections.Immutable;
using ControlPlane.Node.Cluster.Keys;
using ControlPlane.Node.Cluster.View;

namespace ControlPlane.Node.Cluster.Leading;

/// <summary>
/// What the files of the nodes that are there say, put together. Made once for all decisions on the same files, for there may
/// be very many. Pure.
/// </summary>
internal sealed class NodeFiles
{
    private readonly ImmutableSortedDictionary<string, Known<NodeFile>> _files;
    private readonly ImmutableSortedDictionary<string, Known<NodeRegistration>> _nodes;
    private readonly Dictionary<string, IReadOnlyList<ClusterService>> _local = new(StringComparer.Ordinal);

    private NodeFiles(ClusterView view)
    {
        (_files, _nodes) = (view.Files, view.Nodes);
        var same = new Dictionary<ServiceRules, ClusterService>();
        var (cluster, local) = (new Votes(), new Votes());
        foreach (var (node, file) in _files.Where(f => _nodes.ContainsKey(f.Key)))
        {
            List<ClusterService> here = [];
            foreach (var rules in file.Value.Services)
            {
                if (!same.TryGetValue(rules, out var service))
                {
                    same.Add(rules, service = ClusterService.Of(rules));
                }

                (rules.Cluster ? cluster : local).Add(service);
                if (!rules.Cluster)
                {
                    here.Add(service);
                }
            }

            _local[node] = here;
        }

        OfTheCluster = cluster.Winners();
        OfNodes = local.Winners();
    }

    /// <summary>
    /// Those of scope cluster, by name: each as most nodes have it; of equally many, as the first of them by name.
    /// </summary>
    public IReadOnlyDictionary<string, ClusterService> OfTheCluster { get; }

    /// <summary>Those of scope node in the same way; what holds on a node is what its own file says.</summary>
    public IReadOnlyDictionary<string, ClusterService> OfNodes { get; }

    /// <param name="view">What is known.</param>
    /// <param name="before">What was put together last; it is returned if the files are the same still.</param>
    public static NodeFiles Of(ClusterView view, NodeFiles? before = null) =>
        before is not null && ReferenceEquals(before._files, view.Files) && ReferenceEquals(before._nodes, view.Nodes)
            ? before
            : new NodeFiles(view);

    /// <summary>What a node has of scope node; null: it has not said.</summary>
    public IReadOnlyList<ClusterService>? On(string node) => _local.GetValueOrDefault(node);

    private sealed class Votes
    {
        private readonly SortedDictionary<string, List<(ClusterService Service, int Count)>> _byName =
            new(StringComparer.Ordinal);

        public void Add(ClusterService service)
        {
            if (!_byName.TryGetValue(service.Name, out var candidates))
            {
                _byName.Add(service.Name, candidates = []);
            }

            var index = candidates.FindIndex(c => ReferenceEquals(c.Service, service));
            if (index < 0)
            {
                candidates.Add((service, 1));
            }
            else
            {
                candidates[index] = (service, candidates[index].Count + 1);
            }
        }

        /// <summary>The first of those with the most votes: they came in the order of the nodes' names.</summary>
        public SortedDictionary<string, ClusterService> Winners()
        {
            var winners = new SortedDictionary<string, ClusterService>(StringComparer.Ordinal);
            foreach (var (name, candidates) in _byName)
            {
                winners[name] = candidates.MaxBy(c => c.Count).Service;
            }

            return winners;
        }
    }
}
