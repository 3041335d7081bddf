using ControlPlane.Actors;
using ControlPlane.Contracts.Admin;
using ControlPlane.Node.Admin.Messages;
using ControlPlane.Node.Cluster.Commands;
using ControlPlane.Node.Controller;

namespace ControlPlane.Node.Admin;

/// <summary>Whose a request is: of this node, of another one, or of the whole cluster.</summary>
internal static class CallRouting
{
    /// <summary>Why it cannot be answered here at all; null: it can.</summary>
    public static AdminProtocol.Refused? Problem(
        AdminProtocol.Request request, NodeContext node) => (request, node.Cluster) switch
    {
        (ClusterProtocol.OnNode on, null) when on.Node != node.Name => new AdminProtocol.Refused(
            Refusal.Unknown, $"There is no node [{on.Node}]: this one, {node.Name}, is on its own.",
            "Leave --node out."),
        (ClusterProtocol.OnNode on, null) => Problem(on.Inner, node),
        (ClusterProtocol.OnNode { Inner: ClusterProtocol.OnNode }, _) => new AdminProtocol.Refused(
            Refusal.BadRequest, "A request for one node is inside another one.", "Name one node."),
        (ClusterProtocol.OnNode on, { } cluster) when on.Node == cluster.Name => ProblemOfOne(on.Inner),
        (_, null) when IsOfClusters(request) => new AdminProtocol.Refused(
            Refusal.Conflict, $"This node, {node.Name}, is in no cluster.",
            "Give its file a section controlplane.cluster, and start it again."),
        _ => null,
    };

    public static Props PropsOf(
        AdminProtocol.Request request, Caller caller, IActorRef replyTo, IActorRef controller, IActorRef services,
        NodeContext node)
    {
        if (node.Cluster is not { } cluster)
        {
            return OfThisNode(request is ClusterProtocol.OnNode on ? on.Inner : request);
        }

        var scope = new CallScope(caller, replyTo, controller, services, node, cluster);
        return request switch
        {
            ClusterProtocol.OnNode { Inner: ClusterProtocol.Await m } own when own.Node == cluster.Name =>
                Props.Create(() => new AwaitCall(m, scope)),
            ClusterProtocol.OnNode own when own.Node == cluster.Name && !IsOfClusters(own.Inner) =>
                OfThisNode(own.Inner),
            ClusterProtocol.OnNode own when own.Node == cluster.Name =>
                PropsOf(own.Inner, caller, replyTo, controller, services, node),
            ClusterProtocol.OnNode other => Props.Create(() => new ForwardCall(other, scope)),
            AdminProtocol.ListServices or AdminProtocol.ListContainers =>
                Props.Create(() => new ListCall(request, scope)),
            AdminProtocol.SendMessage m => Props.Create(() => new SendCall(m, scope)),
            AdminProtocol.Enable m => Props.Create(() => new ServiceCall(m, m.Service, scope)),
            AdminProtocol.Disable m => Props.Create(() => new ServiceCall(m, m.Service, scope)),
            AdminProtocol.Restart m => Props.Create(() => new ServiceCall(m, m.Service, scope)),
            AdminProtocol.Scale m => Props.Create(() => new ServiceCall(m, m.Service, scope)),
            AdminProtocol.RestartAll m => Props.Create(() => new ServiceCall(m, null, scope)),
            ClusterProtocol.DrainNode m => Props.Create(() => new NodeCall(m, m.Node, true, scope)),
            ClusterProtocol.UndrainNode m => Props.Create(() => new NodeCall(m, m.Node, false, scope)),
            ClusterProtocol.ForgetNode m => Props.Create(() => new ForgetCall(m, scope)),
            ClusterProtocol.Rebalance m => Props.Create(() => new RebalanceCall(m, scope)),
            ClusterProtocol.Apply or ClusterProtocol.Rollback or ClusterProtocol.Plan =>
                Props.Create(() => new ConfigCall(request, scope)),
            ClusterProtocol.ListNodes or ClusterProtocol.ListVersions or ClusterProtocol.ExplainPlacement =>
                Props.Create(() => new InfoCall(request, scope)),
            ClusterProtocol.Await m => Props.Create(() => new AwaitCall(m, scope)),
            _ => OfThisNode(request),
        };

        Props OfThisNode(AdminProtocol.Request one) => one is AdminProtocol.SendMessage message
            ? MessageCall.Props(message, caller, replyTo, controller, services, node)
            : AdminCall.Props(one, caller, replyTo, controller, services, node);
    }

    private static bool IsOfClusters(AdminProtocol.Request request) => request is ClusterProtocol.ListNodes
        or ClusterProtocol.ListVersions or ClusterProtocol.DrainNode or ClusterProtocol.UndrainNode
        or ClusterProtocol.ForgetNode or ClusterProtocol.Rebalance
        or ClusterProtocol.ExplainPlacement or ClusterProtocol.Apply or ClusterProtocol.Rollback or ClusterProtocol.Plan
        or ClusterProtocol.Await;

    /// <summary>
    /// What the cluster wants of a service is one thing; a node that wanted another would be put right at once.
    /// </summary>
    private static AdminProtocol.Refused? ProblemOfOne(AdminProtocol.Request request) => request switch
    {
        AdminProtocol.Enable or AdminProtocol.Disable or AdminProtocol.Scale => new AdminProtocol.Refused(
            Refusal.Conflict, "Whether and how often a service runs is a matter of the whole cluster.",
            "Leave --node out; to empty a node: cplane drain NODE"),
        _ => null,
    };
}
