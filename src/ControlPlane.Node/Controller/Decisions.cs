using System.Collections.Immutable;
using ControlPlane.Node.Containers;
using ControlPlane.Node.Services;
using ControlPlane.Node.Workload;

namespace ControlPlane.Node.Controller;

/// <summary>
/// The pure decisions that the actors carry out. They are passed in, so that a simulation can plant a fault in one and
/// prove that it is found.
/// </summary>
internal sealed record Decisions(
    Func<ContainerLife, Happening, LifecycleRules, Step> Lifecycle,
    Func<ServiceWish, IReadOnlyCollection<SlotFact>, ImmutableArray<SlotOrder>> Slots,
    Func<WorkloadFigures, WorkloadNeed> Workload)
{
    public static readonly Decisions Real = new(ContainerLifecycle.Next, SlotPlanner.Next, CapacityRule.Judge);
}
