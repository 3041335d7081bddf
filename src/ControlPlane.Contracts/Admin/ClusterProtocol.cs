using ControlPlane.Contracts.Statuses;

namespace ControlPlane.Contracts.Admin;

/// <summary>
/// What may be asked of a clustered node beside <see cref="AdminProtocol"/>. A node that is not clustered refuses all
/// of it as <see cref="Refusal.Conflict"/>. A new intent that cannot be written to etcd is refused as
/// <see cref="Refusal.NotInTime"/>.
/// </summary>
public static class ClusterProtocol
{
    /// <summary>
    /// One node alone: what is inside is answered by that node, of itself only. The node that is asked hands it on over
    /// the control API; one that reaches the node of that name goes no further. Answered as what is inside, or by
    /// <see cref="AdminProtocol.Refused"/>: <see cref="Refusal.Unknown"/> (no such node),
    /// <see cref="Refusal.Unavailable"/>.
    /// </summary>
    public sealed record OnNode(string Node, AdminProtocol.Request Inner) : AdminProtocol.Request
    {
        public override bool Changes => Inner.Changes;
    }

    /// <summary>Answered by <see cref="Nodes"/>.</summary>
    public sealed record ListNodes : AdminProtocol.Request
    {
        public override bool Changes => false;
    }

    /// <summary>
    /// No containers on this node any more: those of the cluster are ready elsewhere first, then its own stop.
    /// </summary>
    public sealed record DrainNode(string Node, AdminProtocol.Patience Patience) : AdminProtocol.Command(Patience);

    /// <summary>The node may get containers again.</summary>
    public sealed record UndrainNode(string Node, AdminProtocol.Patience Patience) : AdminProtocol.Command(Patience);

    /// <summary>
    /// What is left of a node that is gone and never comes back. Answered by <see cref="AdminProtocol.Done"/>, or by
    /// <see cref="AdminProtocol.Refused"/> as <see cref="Refusal.Conflict"/> for one that is not gone.
    /// </summary>
    public sealed record ForgetNode(string Node, AdminProtocol.Patience Patience) : AdminProtocol.Command(Patience);

    /// <summary>
    /// Moves containers of one service so that they are spread as if placed anew: ready first, drain then.
    /// </summary>
    public sealed record Rebalance(string Service, AdminProtocol.Patience Patience) : AdminProtocol.Command(Patience);

    /// <summary>Why its containers are where they are. Answered by <see cref="Placement"/>.</summary>
    public sealed record ExplainPlacement(string Service) : AdminProtocol.Request
    {
        public override bool Changes => false;
    }

    /// <summary>
    /// The services of the whole cluster from now on; a new version. Answered by <see cref="AdminProtocol.Done"/>.
    /// </summary>
    /// <param name="Text">HOCON without includes: an object <c>controlplane</c> with <c>service</c> and <c>socket</c>
    /// only.</param>
    /// <param name="Origin">What people call it: the file's name.</param>
    /// <param name="Patience">How long to wait.</param>
    public sealed record Apply(string Text, string Origin, AdminProtocol.Patience Patience)
        : AdminProtocol.Command(Patience);

    /// <summary>An earlier version again, as a new one; or none.</summary>
    /// <param name="Version">
    /// From 1; 0: none, each node has the services of its own file again; null: what was in force before the present
    /// one.
    /// </param>
    /// <param name="Patience">How long to wait.</param>
    public sealed record Rollback(int? Version, AdminProtocol.Patience Patience) : AdminProtocol.Command(Patience);

    /// <summary>What a rollback can go back to. Answered by <see cref="Versions"/>.</summary>
    public sealed record ListVersions : AdminProtocol.Request
    {
        public override bool Changes => false;
    }

    /// <summary>What <see cref="Apply"/> of this would change. Answered by <see cref="Planned"/>.</summary>
    public sealed record Plan(string Text, string Origin) : AdminProtocol.Request
    {
        public override bool Changes => false;
    }

    /// <summary>
    /// From node to node: answered by <see cref="AdminProtocol.Done"/> when this node has reached what the cluster
    /// wanted of a service at this revision, or of all services (null), or of <see cref="Services"/>; and has the
    /// cluster's configuration in force.
    /// </summary>
    public sealed record Await(string? Service, long Revision, AdminProtocol.Patience Patience)
        : AdminProtocol.Command(Patience)
    {
        /// <summary>Of these alone, where they are there; empty: of none. Null: as the service says.</summary>
        public IReadOnlyList<string>? Services { get; init; }

        public override bool Changes => false;
    }

    /// <param name="Items">By name.</param>
    public sealed record Nodes(IReadOnlyList<NodeStatus> Items) : AdminProtocol.Reply;

    /// <param name="Items">The newest first; the last one is version 0, the nodes' own files.</param>
    public sealed record Versions(IReadOnlyList<VersionStatus> Items) : AdminProtocol.Reply;

    public sealed record Placement(PlacementStatus Item) : AdminProtocol.Reply;

    /// <param name="Changes">One line each, as <c>apply</c> would print them; empty: nothing would change.</param>
    public sealed record Planned(IReadOnlyList<string> Changes) : AdminProtocol.Reply;
}
