using System.Collections.Immutable;
using ControlPlane.Node.Cluster.Keys;
using ControlPlane.Node.Cluster.View;
using ControlPlane.Node.Controller.Configuration;

namespace ControlPlane.Node.Cluster.Leading;

/// <summary>
/// What the files of the nodes that are there say, put together. Made once for all decisions on the same files, for
/// there may be very many. Pure.
/// </summary>
internal sealed class NodeFiles
{
    private readonly ImmutableSortedDictionary<string, Known<NodeFile>> _files;
    private readonly ImmutableSortedDictionary<string, Known<NodeRegistration>> _nodes;
    private readonly Dictionary<string, FileServices> _byNode = new(StringComparer.Ordinal);

    private NodeFiles(ClusterView view)
    {
        (_files, _nodes) = (view.Files, view.Nodes);
        var known = new Dictionary<ValueList<ServiceRules>, FileServices>(); // Most files are the same.
        var services = new Dictionary<ServiceRules, ClusterService>();
        List<FileServices> different = [];
        foreach (var (node, file) in _files.Where(f => _nodes.ContainsKey(f.Key)))
        {
            if (!known.TryGetValue(file.Value.Services, out var here))
            {
                known.Add(file.Value.Services, here = new FileServices([.. file.Value.Services.Select(Service)]));
                different.Add(here);
            }

            _byNode[node] = here;
            here.Nodes++;
        }

        var (cluster, local) = (new Votes(), new Votes());
        foreach (var file in different)
        {
            cluster.Add(file.OfTheCluster, file.Nodes);
            local.Add(file.Local, file.Nodes);
        }

        OfTheCluster = cluster.Winners();
        OfNodes = local.Winners();

        ClusterService Service(ServiceRules rules)
        {
            if (!services.TryGetValue(rules, out var service))
            {
                services.Add(rules, service = ClusterService.Of(rules));
            }

            return service;
        }
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

    /// <summary>What a node has; the same for nodes whose files say the same. Null: it has not said.</summary>
    public FileServices? On(string node) => _byNode.GetValueOrDefault(node);

    /// <summary>What one file says, or several that say the same.</summary>
    internal sealed class FileServices(IReadOnlyList<ClusterService> services)
    {
        public IReadOnlyList<ClusterService> OfTheCluster { get; } = [.. services.Where(s => s.IsOfTheCluster)];

        public IReadOnlyList<ClusterService> Local { get; } = [.. services.Where(s => !s.IsOfTheCluster)];

        /// <summary>So many nodes have it.</summary>
        public int Nodes { get; set; }
    }

    private sealed class Votes
    {
        private readonly SortedDictionary<string, List<(ClusterService Service, int Count)>> _byName =
            new(StringComparer.Ordinal);

        public void Add(IEnumerable<ClusterService> services, int votes)
        {
            foreach (var service in services)
            {
                Add(service, votes);
            }
        }

        private void Add(ClusterService service, int votes)
        {
            if (!_byName.TryGetValue(service.Name, out var candidates))
            {
                _byName.Add(service.Name, candidates = []);
            }

            var index = candidates.FindIndex(c => ReferenceEquals(c.Service, service));
            if (index < 0)
            {
                candidates.Add((service, votes));
            }
            else
            {
                candidates[index] = (service, candidates[index].Count + votes);
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
