using ControlPlane.Contracts.Statuses;
using ControlPlane.Node.Cluster.Keys;

namespace ControlPlane.Node.Cluster.View;

/// <summary>How all nodes of the cluster stand, for people. Pure.</summary>
internal static class NodeList
{
    public static IReadOnlyList<NodeStatus> Of(ClusterView view, Func<string, NodeState> stateOf)
    {
        var mixed = ServicesThatDiffer(view);
        var placed = ServicesOfFiles(view);
        return
        [
            .. view.Members.Keys.Union(view.Nodes.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
                .Select(node => Of(node, view, stateOf(node), mixed, placed)),
        ];
    }

    private static NodeStatus Of(
        string node, ClusterView view, NodeState state, IReadOnlySet<string> mixed, IReadOnlySet<string> placed)
    {
        var registration = (view.Nodes.GetValueOrDefault(node) ?? view.Members[node]).Value;
        var report = view.Reports.GetValueOrDefault(node)?.Value;
        var leads = view.Leader is { } leader && leader.Value.Node == node && leader.Value.Uuid == registration.Uuid;
        return new NodeStatus(
            node, state, leads, registration.Address,
            registration.Labels.ToDictionary(l => l.Name, l => l.Value, StringComparer.Ordinal), registration.Version)
        {
            Containers = report?.Containers,
            Detail = report is null ? "" : DetailOf(view, node, report, mixed, placed),
        };
    }

    /// <summary>What an operator should know of it.</summary>
    private static string DetailOf(
        ClusterView view, string node, NodeReport report, IReadOnlySet<string> mixed, IReadOnlySet<string> placed)
    {
        var refused = view.Config is { } config && report.ProblemOf(config.Value.Number) is { } error
            ? $"refuses {ConfigText.Of(config.Value.Number)}: {error}"
            : null;
        var differs = string.Join(", ", report.Services.Select(s => s.Service).Where(mixed.Contains));
        var other = differs.Length == 0 ? null : $"configured otherwise than on other nodes: {differs}";
        var lacking = view.ConfigNumber == 0 && view.Files.GetValueOrDefault(node) is { } file
            ? string.Join(", ", placed.Except(file.Value.Services.Select(s => s.Service), StringComparer.Ordinal))
            : "";
        var lacks = lacking.Length == 0 ? null : $"its file lacks what others have for the cluster: {lacking}";
        return string.Join("; ", new[] { refused, other, lacks }.OfType<string>().Concat(Unsaid(view, report)));
    }

    /// <summary>What people have said and etcd does not say any more, where this node goes by it.</summary>
    private static IEnumerable<string> Unsaid(ClusterView view, NodeReport report) => view.Damaged.Values
        .Where(d => d.Key.Kind is not ClusterKeyKind.Service || report.Services.Any(s => s.Service == d.Key.Name))
        .Select(d => d switch
        {
            { Kept: true, Key.Kind: ClusterKeyKind.Service } =>
                $"services/{d.Key.Name} {d.Text}, and what was known of it counts",
            { Kept: true, Key.Kind: ClusterKeyKind.Overall } => $"overall {d.Text}, and what was known of it counts",
            { Kept: true, Key.Kind: ClusterKeyKind.Version } =>
                $"config/versions/{d.Key.Number} {d.Text}, and what was known of it counts",
            { Kept: true } => $"config/current {d.Text}, and "
                + (view.ConfigNumber > 0 ? $"version {view.ConfigNumber} counts" : "the nodes' own files count"),
            { Key.Kind: ClusterKeyKind.CurrentConfig } =>
                $"config/current {d.Text}, and which services the cluster has is not known",
            _ => null,
        })
        .OfType<string>();

    /// <summary>Of scope cluster in the file of any node.</summary>
    private static SortedSet<string> ServicesOfFiles(ClusterView view) => new(
        view.Files.Values.SelectMany(f => f.Value.Services).Where(s => s.Cluster).Select(s => s.Service),
        StringComparer.Ordinal);

    /// <summary>Services whose configuration does not mean the same on all nodes that have them.</summary>
    public static IReadOnlySet<string> ServicesThatDiffer(ClusterView view)
    {
        var digests = new Dictionary<string, string>(StringComparer.Ordinal);
        var differ = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var service in view.Reports.Values.SelectMany(r => r.Value.Services).Where(s => s.Digest.Length > 0))
        {
            if (!digests.TryAdd(service.Service, service.Digest) && digests[service.Service] != service.Digest)
            {
                differ.Add(service.Service);
            }
        }

        return differ;
    }
}
