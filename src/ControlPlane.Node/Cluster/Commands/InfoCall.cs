using ControlPlane.Contracts.Admin;
using ControlPlane.Node.Cluster.Leading;
using ControlPlane.Node.Services;

namespace ControlPlane.Node.Cluster.Commands;

/// <summary>What this node knows by itself: the nodes, and why containers are where they are.</summary>
internal sealed class InfoCall(AdminProtocol.Request request, CallScope scope) : ClusterCall(request, scope)
{
    protected override void Seen(MembershipProtocol.Picture picture) => Reply(Request switch
    {
        ClusterProtocol.ExplainPlacement explain => picture.Plan.Find(explain.Service) is { } plan
            ? new ClusterProtocol.Placement(ClusterDecision.Explain(Ground(picture), plan))
            : ServicesProtocol.Unknown(explain.Service, picture.Plan.Services.Select(s => s.Name)),
        _ => new ClusterProtocol.Nodes(picture.Nodes),
    });

    private static DecisionGround Ground(MembershipProtocol.Picture picture)
    {
        var states = picture.Nodes.ToDictionary(n => n.Node, n => n.State, StringComparer.Ordinal);
        return new DecisionGround(picture.View, picture.Plan.Services, node => states[node], null);
    }
}
