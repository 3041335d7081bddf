using ControlPlane.Contracts.Admin;
using ControlPlane.Node.Cluster.View;

namespace ControlPlane.Node.Tests.Simulation.Cluster;

/// <summary>
/// Once <c>disable</c> was answered with done, no node that is there has a process of the service, or starts one, until
/// people enable it again. A node that is cut off does its part when it has joined again and read what is wanted.
/// </summary>
internal sealed class DisabledRule(ClusterWorld world)
{
    private readonly SortedSet<string> _disabled = new(StringComparer.Ordinal);

    public void Look(ClusterView view) =>
        _disabled.RemoveWhere(service => view.Desired(service).Value.Enabled != false);

    public string? AfterReply(Order order, ClusterView view)
    {
        if (order is not { Request: AdminProtocol.Disable { Patience.Wait: true } disable, IsDone: true }
            || view.Desired(disable.Service).Value.Enabled != false)
        {
            return null;
        }

        _disabled.Add(disable.Service);
        return world.Nodes.FirstOrDefault(n => IsThere(n, view) && n.Alive(disable.Service) > 0) is { } node
            ? $"{disable.Service} is disabled, and {node.Name} still has {node.Alive(disable.Service)} of it"
            : null;
    }

    public string? Problem(SimulatedNode node, string service, ClusterView view) =>
        _disabled.Contains(service) && IsThere(node, view)
            ? $"{node.Name} starts one of {service}, which is disabled"
            : null;

    private static bool IsThere(SimulatedNode node, ClusterView view) =>
        node.Runs && view.Nodes.GetValueOrDefault(node.Name) is { } known
        && known.Value.Incarnation == node.Life!.Incarnation && node.Life.Registered(known.Lease);
}
