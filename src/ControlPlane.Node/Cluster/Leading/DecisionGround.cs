using System.Collections.Immutable;
using ControlPlane.Contracts.Statuses;
using ControlPlane.Node.Cluster.Keys;
using ControlPlane.Node.Cluster.Placement;
using ControlPlane.Node.Cluster.View;

namespace ControlPlane.Node.Cluster.Leading;

/// <summary>All that a decision of the leader is made of. Pure.</summary>
/// <param name="view">What the cluster says.</param>
/// <param name="services">Those of the cluster, of both scopes.</param>
/// <param name="stateOf">How a node stands.</param>
/// <param name="config">The version of the cluster's configuration in force on the leader; null: its own file.</param>
internal sealed class DecisionGround(
    ClusterView view, IReadOnlyList<ClusterService> services, Func<string, NodeState> stateOf, int? config)
{
    private readonly HashSet<string> _ofTheCluster =
        services.Where(s => s.IsOfTheCluster).Select(s => s.Name).ToHashSet(StringComparer.Ordinal);

    private readonly List<ClusterService> _everywhere = [.. services.Where(s => !s.IsOfTheCluster)];
    private Dictionary<string, List<(string Node, ServiceReport Report)>>? _reports;

    public ClusterView View => view;

    public IReadOnlyList<ClusterService> Services { get; } = services;

    public Func<string, NodeState> StateOf => stateOf;

    public int? Config => config;

    /// <summary>What the files of the nodes say; null: they do not count, or nobody knows.</summary>
    public NodeFiles? Files { get; init; }

    /// <summary>Services of which nothing is decided: their assignments stay as they are.</summary>
    public IReadOnlySet<string> Untouched { get; init; } = new HashSet<string>();

    /// <summary>All services that the leader places.</summary>
    public IEnumerable<ClusterService> OfTheCluster => Services.Where(s => s.IsOfTheCluster);

    public bool IsOfTheCluster(string service) => _ofTheCluster.Contains(service);

    /// <summary>Those of scope node there: what holds is what the node itself has.</summary>
    public IReadOnlyList<ClusterService> Local(string node) => Files?.On(node) ?? _everywhere;

    /// <summary>
    /// Of what people want of a service, in its key and in the configuration, everything up to this is in the decision.
    /// </summary>
    public long RevisionOf(string service)
    {
        var applied = View.Config is { } current && current.Value.Number == (Config ?? 0) ? current.Modified : 0;
        return Math.Max(View.Desired(service).Modified, applied);
    }

    /// <summary>The configuration of the cluster is in force there, as far as it can be.</summary>
    public bool IsInForceOn(string node) => View.Config is not { } current
        || (View.Reports.GetValueOrDefault(node)?.Value is { } report
            && ((report.Config ?? 0) == current.Value.Number || report.ConfigError is not null));

    /// <summary>Nodes that count as gone while something is still assigned to them.</summary>
    public IEnumerable<string> GoneWithContainers() => View.Assignments.Values
        .SelectMany(a => a.Value.Nodes).Select(share => share.Node).Distinct(StringComparer.Ordinal)
        .Where(node => StateOf(node) == NodeState.Gone).Order(StringComparer.Ordinal);

    /// <summary>What every node says of a service, by name of the node. Looked up, for there may be very many.</summary>
    public IReadOnlyList<(string Node, ServiceReport Report)> ReportsOf(string service)
    {
        _reports ??= Index();
        return _reports.TryGetValue(service, out var found) ? found : [];
    }

    /// <summary>Null: it says nothing of it.</summary>
    public ServiceReport? ReportOf(string node, string service) =>
        ReportsOf(service).FirstOrDefault(r => r.Node == node).Report;

    /// <summary>Every node that is known, by name, with what services of scope node shall have there in the end.</summary>
    public ImmutableArray<PlacementNode> Nodes() => Nodes((_, _) => 0);

    /// <summary>The same with what they still have: so long there is no room for anything else.</summary>
    public ImmutableArray<PlacementNode> NodesNow() =>
        Nodes((node, service) => ReportOf(node, service)?.Containers ?? 0);

    private ImmutableArray<PlacementNode> Nodes(Func<string, string, int> has) =>
    [
        .. View.Members.Keys.Union(View.Nodes.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(name => Node(name, has)),
    ];

    private PlacementNode Node(string name, Func<string, string, int> has)
    {
        var registration = (View.Nodes.GetValueOrDefault(name) ?? View.Members[name]).Value;
        var report = View.Reports.GetValueOrDefault(name)?.Value;
        var state = StateOf(name);
        var node = new PlacementNode(
            name, registration.Labels, registration.Containers, registration.Memory,
            state == NodeState.Up && report is null ? NodeState.Joining : state)
        {
            Services = Known(name, report),
        };
        var (places, memory) = (0L, 0L);
        foreach (var service in Local(name))
        {
            var count = Math.Max(
                Eligibility.Local(node, service.Name, service.Placement, Wanted(service)),
                has(name, service.Name));
            places += (long)count * service.Placement.Weight;
            memory += count * service.Placement.Memory;
        }

        return node with { PlacesTaken = places, MemoryTaken = memory };
    }

    /// <summary>
    /// What the cluster has applied every node knows, or will in a moment; unless it has refused it. Of a node that says
    /// nothing, or has not gone back to its own file yet, it is not known what it knows: what is there may stay.
    /// </summary>
    private IReadOnlySet<string>? Known(string node, NodeReport? report)
    {
        if (View.ConfigNumber == 0 && View.Files.GetValueOrDefault(node)?.Value is { } file)
        {
            // One that it has for itself is not that of the same name which the leader places.
            return file.Services.Where(s => s.Cluster || !_ofTheCluster.Contains(s.Service)).Select(s => s.Service)
                .ToHashSet(StringComparer.Ordinal);
        }

        return report is null || (report.ConfigError is null && (View.ConfigNumber > 0 || report.Config is not null))
            ? null
            : report.Services.Where(s => s.Digest.Length > 0).Select(s => s.Service).ToHashSet(StringComparer.Ordinal);
    }

    private int Wanted(ClusterService service)
    {
        var desired = View.Desired(service.Name).Value;
        return desired.Enabled ?? service.Enabled ? desired.Scale ?? service.Workload.FirstCount : 0;
    }

    private Dictionary<string, List<(string Node, ServiceReport Report)>> Index()
    {
        var index = new Dictionary<string, List<(string, ServiceReport)>>(StringComparer.Ordinal);
        foreach (var (node, known) in View.Reports)
        {
            foreach (var report in known.Value.Services)
            {
                if (!index.TryGetValue(report.Service, out var list))
                {
                    index.Add(report.Service, list = []);
                }

                list.Add((node, report));
            }
        }

        return index;
    }
}
