using ControlPlane.Node.Logging.Plans;
using ControlPlane.Node.Services;
using ControlPlane.Platform.Sockets;

namespace ControlPlane.Node.Controller.Configuration;

/// <summary>One thing that differs between two plans.</summary>
internal abstract record PlanChange
{
    /// <summary>One line for people: what, from what, to what, and what that does.</summary>
    public abstract string Text { get; }

    /// <summary>True: a running node cannot do it; it has to be shut down and started again.</summary>
    public virtual bool NeedsNewNode => false;

    private const string NewNode = "needs a restart of the node (cplane shutdown, cplane run)";

    public sealed record SocketDirectoryChanged(string From, string To) : PlanChange
    {
        public override string Text =>
            $"controller: socket_directory from {From} to {To}: {NewNode}";

        public override bool NeedsNewNode => true;
    }

    /// <summary>
    /// One of the sections that a node stands on from its start: its part in a cluster, its own address.
    /// </summary>
    /// <param name="Section">Which.</param>
    /// <param name="Keys">Empty: the section came or went.</param>
    /// <param name="IsNew">There was none before.</param>
    public sealed record GroundChanged(string Section, ValueList<KeyChange> Keys, bool IsNew) : PlanChange
    {
        public override string Text =>
            $"{Section}: {(Keys.Count > 0 ? string.Join(", ", Keys) : IsNew ? "added" : "removed")}: {NewNode}";

        public override bool NeedsNewNode => true;
    }

    public sealed record LoggingChanged(LoggingPlan From, LoggingPlan To) : PlanChange
    {
        public override string Text => "controller: logging changed";
    }

    /// <summary>A change of one service.</summary>
    public abstract record OfService(string Service) : PlanChange;

    public sealed record ServiceAdded(ServicePlan Plan) : OfService(Plan.Name)
    {
        public override string Text => $"service {Service}: added, {PlanText.Summary(Plan)}";
    }

    public sealed record ServiceRemoved(ServicePlan Plan) : OfService(Plan.Name)
    {
        public override string Text => $"service {Service}: removed";
    }

    /// <summary>
    /// Closed, and connections in its queue are lost, unless another protocol of the new plan takes it over.
    /// </summary>
    public sealed record SocketRemoved(string Service, string Protocol, ListenPlan Socket) : OfService(Service)
    {
        public override string Text => $"service {Service}: protocol {Protocol} leaves {Socket.Address}";
    }

    public sealed record SocketAdded(string Service, string Protocol, ListenPlan Socket) : OfService(Service)
    {
        public override string Text => $"service {Service}: protocol {Protocol} listens on {Socket.Address}";
    }

    /// <summary>
    /// Stays bound and keeps its queue. Backlog: listen(2) again; keep-alive and no-delay: setsockopt(2), for
    /// connections accepted from then on; mode and owner: chmod(2), chown(2); reuse of the address: matters at the next
    /// bind only.
    /// </summary>
    public sealed record SocketAdjusted(string Service, string Protocol, ListenPlan From, ListenPlan To)
        : OfService(Service)
    {
        public ValueList<KeyChange> Keys => ValueList.From(PlanText.Differences(From, To));

        public override string Text => $"service {Service}: {Protocol} {To.Address} stays, {string.Join(", ", Keys)}";
    }

    /// <summary>Its containers run something else now, so each has to be replaced.</summary>
    /// <param name="Service">The service.</param>
    /// <param name="Aspects"><c>type</c>, <c>processor</c> (its own keys), <c>command</c>, <c>directory</c>,
    /// <c>environment NAMES</c>, <c>user</c>, <c>sockets</c>.</param>
    public sealed record WorkerChanged(string Service, ValueList<string> Aspects) : OfService(Service)
    {
        public override string Text =>
            $"service {Service}: worker changed ({string.Join(", ", Aspects)}): its containers are replaced";
    }

    /// <summary>Holds from now on; no container is touched.</summary>
    public sealed record LifecycleChanged(string Service, ValueList<KeyChange> Keys) : OfService(Service)
    {
        public override string Text => $"service {Service}: {string.Join(", ", Keys)}";
    }

    public sealed record ContainersChanged(string Service, int From, int To) : OfService(Service)
    {
        public override string Text => $"service {Service}: containers from {PlanText.Of(From)} to {PlanText.Of(To)}";
    }

    /// <summary>
    /// The workload manager goes by other numbers, or is another one; no container is replaced for it.
    /// </summary>
    public sealed record WorkloadChanged(string Service, ValueList<KeyChange> Keys) : OfService(Service)
    {
        public override string Text => $"service {Service}: {string.Join(", ", Keys)}";
    }

    /// <summary>For the cluster's next decision; nothing that runs is touched.</summary>
    public sealed record PlacementChanged(string Service, ValueList<KeyChange> Keys) : OfService(Service)
    {
        public override string Text => $"service {Service}: {string.Join(", ", Keys)}";
    }

    public sealed record EnabledChanged(string Service, bool Enabled) : OfService(Service)
    {
        public override string Text => $"service {Service}: {(Enabled ? "enabled" : "disabled")}";
    }
}
