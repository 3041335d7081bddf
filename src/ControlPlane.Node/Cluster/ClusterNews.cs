using ControlPlane.Node.Workload;

namespace ControlPlane.Node.Cluster;

/// <summary>What the services of this node tell the cluster actor, each on change.</summary>
internal static class ClusterNews
{
    /// <summary>A service has begun, or begins anew: it needs to be told what the cluster wants of it.</summary>
    public sealed record Began(string Service);

    /// <summary>This is what there is of a service.</summary>
    /// <param name="Service">Its name.</param>
    /// <param name="Wanted">Containers that shall exist here.</param>
    /// <param name="Containers">Those that exist, in whatever state.</param>
    /// <param name="Ready">Of these, those that are ready.</param>
    /// <param name="Leaving">Of these, those that were told to stop.</param>
    /// <param name="Generation">The restart that all of them have seen.</param>
    /// <param name="Revision">Of the wish that it goes by.</param>
    public sealed record OfService(
        string Service, int Wanted, int Containers, int Ready, int Leaving, long Generation, long Revision);

    /// <summary>This is the load of a dynamic service.</summary>
    /// <param name="Service">Its name.</param>
    /// <param name="Figures">Null: its containers do not follow the load now (it is disabled here, or constant).</param>
    /// <param name="Queued">Connections that wait.</param>
    public sealed record OfLoad(string Service, WorkloadFigures? Figures, long Queued);
}
