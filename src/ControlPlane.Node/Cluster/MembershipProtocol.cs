using ControlPlane.Contracts.Admin;
using ControlPlane.Contracts.Statuses;
using ControlPlane.Etcd;
using ControlPlane.Node.Cluster.Agent;
using ControlPlane.Node.Cluster.Leading;
using ControlPlane.Node.Cluster.View;
using ControlPlane.Node.Controller.Configuration;

namespace ControlPlane.Node.Cluster;

/// <summary>What the rest of the node asks of the cluster actor, and what it answers.</summary>
internal static class MembershipProtocol
{
    /// <summary>From the controller: this plan is in force now.</summary>
    /// <param name="Plan">What the node runs.</param>
    /// <param name="Config">The version of the cluster's configuration in it; null: its own file.</param>
    public sealed record InForce(NodePlan Plan, int? Config);

    /// <summary>From the controller: that version of the cluster's configuration cannot be in force here.</summary>
    /// <param name="Config">Its number; 0: the node's own file cannot.</param>
    /// <param name="Why">For people.</param>
    public sealed record NotInForce(int Config, string Why);

    /// <summary>To the controller: put this version in force; null: the services of the node's own file.</summary>
    public sealed record PutInForce(PlanOverlay? Overlay, int? Config);

    /// <summary>
    /// From the controller: an operator has reloaded the file, and these services have another number in it; one that
    /// was set by hand counts no more. Those of others stay: a file of one node is reloaded for many reasons.
    /// </summary>
    public sealed record ForgetScales(IReadOnlyList<string> Services);

    /// <summary>To the controller: read this, and put nothing in force. Answered by <see cref="Judged"/>.</summary>
    /// <param name="Overlay">Null: the node's own file.</param>
    public sealed record Judge(PlanOverlay? Overlay);

    public sealed record Judged(NodePlanResult Result);

    /// <summary>
    /// From the controller: the node goes down. It takes nothing new, and what the leader has placed here leaves when
    /// it is ready elsewhere, as from a drained node.
    /// </summary>
    public sealed record GoingDown;

    /// <summary>From the controller: no container is left. Answered by <see cref="Left"/>, soon in any case.</summary>
    public sealed record Leave;

    public sealed record Left;

    /// <summary>Answered by <see cref="Picture"/>.</summary>
    public sealed record Look;

    /// <param name="View">What is known.</param>
    /// <param name="Nodes">How everybody stands, by name.</param>
    /// <param name="Plan">What runs here.</param>
    public sealed record Picture(ClusterView View, IReadOnlyList<NodeStatus> Nodes, NodePlan Plan)
    {
        /// <summary>What there is in the whole cluster, whatever this node has of it.</summary>
        public ClusterServices Services() => ClusterServices.Of(
            View, [.. Plan.Services.Select(ClusterService.Of)], StateOf, NodeFiles.Of(View));

        public NodeState StateOf(string node) => Nodes.First(n => n.Node == node).State;

        /// <summary>Null: this node is a part of the cluster. Else why not; what it knows may be old.</summary>
        public AdminProtocol.Refused? NoPart { get; init; }

        /// <summary>The same as a line for whoever is shown something of it.</summary>
        public IReadOnlyList<string> Old => NoPart is { } problem ? [$"what is shown may be old: {problem.Error}"] : [];
    }

    /// <summary>How things stand at a moment; only for the length of a call.</summary>
    /// <param name="View">What is known.</param>
    /// <param name="StateOf">How a node stands.</param>
    /// <param name="Here">What this node carries out.</param>
    /// <param name="Silence">Why the others do not hear of it; null: they do.</param>
    public readonly record struct Standing(
        ClusterView View, Func<string, NodeState> StateOf, LocalAgent Here, string? Silence = null);

    /// <summary>
    /// Writes what people want. Answered by <see cref="Written"/>, by <see cref="AdminProtocol.Refused"/>, or by what
    /// <paramref name="Make"/> gave instead of a change.
    /// </summary>
    /// <param name="What">For people: <c>enable web</c>.</param>
    /// <param name="Make">Pure; asked again with a newer view when somebody else was faster.</param>
    public sealed record Write(string What, Func<ClusterView, Intent> Make);

    /// <param name="Revision">Of the store, with the change in it.</param>
    public sealed record Written(long Revision);

    /// <summary>
    /// Answered by <see cref="AdminProtocol.Done"/> as soon as nothing is missing, or by
    /// <see cref="AdminProtocol.Refused"/> (not in time) with what is.
    /// </summary>
    /// <param name="What">For people.</param>
    /// <param name="Missing">Pure; null: nothing is missing.</param>
    /// <param name="Within">How long to wait.</param>
    public sealed record Until(string What, Func<Standing, string?> Missing, TimeSpan Within)
    {
        /// <summary>Makes another message of the reply.</summary>
        public Func<AdminProtocol.Reply, Standing, object> Wrap { get; init; } = (reply, _) => reply;
    }
}

/// <summary>A change that people want, or why there is none.</summary>
internal abstract record Intent
{
    /// <param name="Txn">Compares what it is based on.</param>
    public sealed record Change(Txn Txn) : Intent;

    /// <summary>Nothing is to be written.</summary>
    public sealed record None(object Answer) : Intent;
}
