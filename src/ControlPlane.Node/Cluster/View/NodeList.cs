using ControlPlane.Contracts.Statuses;
using ControlPlane.Node.Cluster.Keys;

namespace ControlPlane.Node.Cluster.View;

/// <summary>How all nodes of the cluster stand, for people. Pure.</summary>
internal static class NodeList
{
    public static IReadOnlyList<NodeStatus> Of(ClusterView view, Func<string, NodeState> stateOf)
    {
        var mixed = ServicesThatDiffer(view);
        return
        [
            .. view.Members.Keys.Union(view.Nodes.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
                .Select(node => Of(node, view, stateOf(node), mixed)),
        ];
    }

    private static NodeStatus Of(string node, ClusterView view, NodeState state, IReadOnlySet<string> mixed)
    {
        var registration = (view.Nodes.GetValueOrDefault(node) ?? view.Members[node]).Value;
        var report = view.Reports.GetValueOrDefault(node)?.Value;
        var leads = view.Leader is { } leader && leader.Value.Node == node && leader.Value.Uuid == registration.Uuid;
        return new NodeStatus(
            node, state, leads, registration.Address,
            registration.Labels.ToDictionary(l => l.Name, l => l.Value, StringComparer.Ordinal), registration.Version)
        {
            Containers = report?.Containers,
            Detail = report is null ? "" : DetailOf(view, report, mixed),
        };
    }

    /// <summary>What an operator should know of it.</summary>
    private static string DetailOf(ClusterView view, NodeReport report, IReadOnlySet<string> mixed)
    {
        var refused = report.ConfigError is { } error && view.Config is { } config
            ? $"refuses {ConfigText.Of(config.Value.Number)}: {error}"
            : null;
        var differs = string.Join(", ", report.Services.Select(s => s.Service).Where(mixed.Contains));
        var other = differs.Length == 0 ? null : $"configured otherwise than on other nodes: {differs}";
        return string.Join("; ", new[] { refused, other }.OfType<string>());
    }

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
