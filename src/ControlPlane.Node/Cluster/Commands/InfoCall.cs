using ControlPlane.Contracts.Admin;
using ControlPlane.Node.Cluster.Leading;
using ControlPlane.Node.Services;

namespace ControlPlane.Node.Cluster.Commands;

/// <summary>What this node knows by itself: the nodes, and why containers are where they are.</summary>
internal sealed class InfoCall(AdminProtocol.Request request, CallScope scope) : ClusterCall(request, scope)
{
    protected override void Seen(MembershipProtocol.Picture picture)
    {
        // One that never was a part of it has nothing to show, not even an old picture.
        var reply = picture is { NoPart: { } problem, Nodes.Count: 0 } ? problem : ReplyTo(picture);
        Reply(reply is AdminProtocol.Refused ? reply : reply with { Notices = picture.Old });
    }

    private AdminProtocol.Reply ReplyTo(MembershipProtocol.Picture picture) => Request switch
    {
        ClusterProtocol.ExplainPlacement explain => picture.Plan.Find(explain.Service) is { } plan
            ? new ClusterProtocol.Placement(ClusterDecision.Explain(Ground(picture), plan))
            : ServicesProtocol.Unknown(explain.Service, picture.Plan.Services.Select(s => s.Name)),
        ClusterProtocol.ListVersions => new ClusterProtocol.Versions(ConfigHistory.List(picture.View)),
        _ => new ClusterProtocol.Nodes(picture.Nodes),
    };

    private static DecisionGround Ground(MembershipProtocol.Picture picture)
    {
        var states = picture.Nodes.ToDictionary(n => n.Node, n => n.State, StringComparer.Ordinal);
        return new DecisionGround(picture.View, picture.Plan.Services, node => states[node], null);
    }
}
