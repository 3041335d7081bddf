using ControlPlane.Node.Cluster.Keys;
using ControlPlane.Node.Cluster.View;

namespace ControlPlane.Node.Tests.Simulation.Cluster;

/// <summary>What a node has said last of a service; null: nothing.</summary>
internal static class LastWord
{
    public static ServiceReport? Of(ClusterView view, string node, string service) =>
        view.Reports.TryGetValue(node, out var known) ? Of(known.Value, service) : null;

    public static ServiceReport? Of(NodeReport report, string service) =>
        report.Services.FirstOrDefault(said => said.Service == service);
}
