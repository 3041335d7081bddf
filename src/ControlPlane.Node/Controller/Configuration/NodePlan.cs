using ControlPlane.Node.Cluster;
using ControlPlane.Node.Logging.Plans;
using ControlPlane.Node.Services;

namespace ControlPlane.Node.Controller.Configuration;

/// <summary>
/// A whole configuration file, checked: everything in it can be started as far as can be known before.
/// </summary>
/// <param name="SocketDirectory">Absolute; short enough for every socket of the node.</param>
/// <param name="Logging">Where log lines go.</param>
/// <param name="Services">In file order; names are unique.</param>
/// <param name="File">The absolute path that it was read from, or a name for text that was not in a file.</param>
internal sealed record NodePlan(
    string SocketDirectory,
    LoggingPlan Logging,
    ValueList<ServicePlan> Services,
    string File)
{
    /// <summary>What an embedder's sections were read to, by name.</summary>
    public EmbedderValues Sections { get; init; } = EmbedderValues.None;

    /// <summary>Null: the control API is on the node's socket only.</summary>
    public ControlPlan? Control { get; init; }

    /// <summary>Null: this node is on its own.</summary>
    public ClusterPlan? Cluster { get; init; }

    /// <summary>Null: no such service.</summary>
    public ServicePlan? Find(string service) => Services.FirstOrDefault(plan => plan.Name == service);
}
