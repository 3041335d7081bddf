using System.Text.Json.Serialization;
using ControlPlane.Node.Controller.Configuration;
using ControlPlane.Node.Workload;

namespace ControlPlane.Node.Cluster.Keys;

/// <summary>
/// What a file says of one service, as far as other nodes need it: to place its containers, and to answer for it. What
/// is as by default is not written.
/// </summary>
/// <param name="Service">Its name.</param>
/// <param name="Timeout">Milliseconds that one of its containers has to start and to stop.</param>
/// <param name="Cluster">True: scope = cluster.</param>
/// <param name="Disabled">It is not enabled from the start.</param>
/// <param name="Threads">Containers of a constant one; null: it is dynamic.</param>
/// <param name="Dynamic">Numbers of a dynamic one; null: it is constant.</param>
/// <param name="Require">Labels that a node has to have, by name; null: none.</param>
/// <param name="Spread">Over the values of this label; null: over nodes.</param>
/// <param name="MaxPerNode">From 1; null: no limit.</param>
/// <param name="Weight">Places that one container takes; null: 1.</param>
/// <param name="Memory">Bytes that one container takes; null: not counted.</param>
internal sealed record ServiceRules(
    string Service,
    long Timeout,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Cluster = false,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Disabled = false,
    int? Threads = null,
    DynamicRules? Dynamic = null,
    [property: JsonConverter(typeof(LabelsConverter))] ValueList<NodeLabel>? Require = null,
    string? Spread = null,
    int? MaxPerNode = null,
    int? Weight = null,
    long? Memory = null)
{
    public string? FindProblem() => Judged.Fine
        .Service("service", Service)
        .Number("timeout", Timeout, 0, (long)TimeSpan.MaxValue.TotalMilliseconds)
        .Or(Threads is null == Dynamic is not null ? null : "expected either threads or dynamic", Service)
        .Number("threads", Threads ?? 1, 1, WorkloadPlan.MostContainers)
        .Or(Dynamic?.FindProblem(), "dynamic")
        .Number("labels", Require?.Count ?? 0, 0, LabelReader.MostLabels)
        .Word("spread", Spread ?? "")
        .Number("max_per_node", MaxPerNode ?? 1, 1, WorkloadPlan.MostContainers)
        .Number("weight", Weight ?? 1, 1, PlacementReader.MostWeight)
        .Number("memory", Memory ?? 0, 0)
        .Problem;
}

/// <summary>A dynamic workload manager.</summary>
/// <param name="MaxJobs">The most of one container.</param>
/// <param name="Recommended">What one container counts as capacity.</param>
/// <param name="MinFree">Below it containers are started.</param>
/// <param name="MaxFree">Above it containers are marked to go.</param>
/// <param name="MaxThreads">Never more containers.</param>
/// <param name="Inactivity">Milliseconds after which a marked container without jobs goes.</param>
internal sealed record DynamicRules(
    int MaxJobs, int Recommended, int MinFree, int MaxFree, int MaxThreads, long Inactivity)
{
    public string? FindProblem() => Judged.Fine
        .Number("max_jobs", MaxJobs, 1, WorkloadPlan.MostJobs)
        .Number("recommended", Recommended, 1, MaxJobs)
        .Number("min_free", MinFree, 0, WorkloadReader.MostCapacity)
        .Number("max_free", MaxFree, MinFree, WorkloadReader.MostCapacity)
        .Number("max_threads", MaxThreads, 1, WorkloadPlan.MostContainers)
        .Number("inactivity", Inactivity, 0, (long)TimeSpan.MaxValue.TotalMilliseconds)
        .Problem;
}
