using ControlPlane.Contracts;
using ControlPlane.Contracts.Admin;
using ControlPlane.Contracts.Statuses;
using ControlPlane.Node.Cluster.View;

namespace ControlPlane.Node.Cluster.Commands;

/// <summary>Which nodes can be asked, and where they are. Pure.</summary>
internal static class PeerList
{
    /// <summary>Those that are there, by name.</summary>
    public static IEnumerable<NodeStatus> Present(MembershipProtocol.Picture picture) =>
        picture.Nodes.Where(node => node.State is NodeState.Joining or NodeState.Up or NodeState.Draining);

    /// <summary>
    /// The same with this node: whatever the cluster knows of it, it can always say what it has itself.
    /// </summary>
    public static IEnumerable<NodeStatus> PresentWith(string self, MembershipProtocol.Picture picture) =>
        Present(picture).Where(node => node.Node != self).Append(
            picture.Nodes.FirstOrDefault(node => node.Node == self)
            ?? new NodeStatus(self, NodeState.Joining, false, "", new Dictionary<string, string>(), ""))
            .OrderBy(node => node.Node, StringComparer.Ordinal);

    /// <summary>Those that were there a moment ago, and may have containers still.</summary>
    public static IEnumerable<NodeStatus> Silent(MembershipProtocol.Picture picture) =>
        picture.Nodes.Where(node => node.State == NodeState.Unreachable);

    public static AdminProtocol.Refused Unknown(MembershipProtocol.Picture picture, string node) => new(
        Refusal.Unknown, $"There is no node [{node}].",
        $"Nodes of the cluster: {string.Join(", ", picture.Nodes.Select(n => n.Node))}.");

    public static PeerAddress Of(ClusterView view, string node)
    {
        var registration = (view.Nodes.GetValueOrDefault(node) ?? view.Members[node]).Value;
        return new PeerAddress(node, registration.Address, registration.Tls, view.Token?.Value.Secret ?? "");
    }
}
