using ControlPlane.Contracts.Admin;
using ControlPlane.Node.Cluster.Leading;

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
        ClusterProtocol.ExplainPlacement explain => Explain(picture, picture.Services(), explain.Service),
        ClusterProtocol.ListVersions => new ClusterProtocol.Versions(ConfigHistory.List(picture.View)),
        _ => new ClusterProtocol.Nodes(picture.Nodes),
    };

    private static AdminProtocol.Reply Explain(
        MembershipProtocol.Picture picture, ClusterServices services, string name) =>
        services.Find(name) is { } service
            ? new ClusterProtocol.Placement(
                ClusterDecision.Explain(services.Ground(picture.View, picture.StateOf, Version(picture.View)), service))
            : services.Unknown(name);

    /// <summary>What the leader goes by; null: the files of the nodes.</summary>
    private static int? Version(View.ClusterView view) => view.ConfigNumber > 0 ? view.ConfigNumber : null;
}
