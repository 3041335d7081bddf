using System.Text.Json.Serialization;
using ControlPlane.Node.Workload;

namespace ControlPlane.Node.Cluster.Keys;

/// <summary>
/// What people want of a service beside its configuration: <c>services/NAME</c>. No key: nothing of that.
/// </summary>
/// <param name="Enabled">Null: as its configuration says.</param>
/// <param name="Generation">Grows with each restart that was ordered.</param>
/// <param name="Rolling">That restart is rolling.</param>
/// <param name="Scale">So many containers of a constant service; null: as its configuration says.</param>
/// <param name="Rebalance">Grows with each order to place its containers anew.</param>
internal sealed record DesiredService(
    bool? Enabled = null,
    long Generation = 0,
    bool Rolling = false,
    int? Scale = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] long Rebalance = 0)
    : IClusterValue
{
    public string? FindProblem() => Judged.Fine
        .Number("generation", Generation, 0)
        .Number("rebalance", Rebalance, 0)
        .Number("scale", Scale ?? 0, 0, WorkloadPlan.MostContainers)
        .Problem;
}
