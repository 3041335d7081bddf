using ControlPlane.Node.Cluster.Placement;
using ControlPlane.Node.Containers;
using ControlPlane.Node.Controller.Configuration;
using ControlPlane.Node.Sockets;
using ControlPlane.Node.Workload;

namespace ControlPlane.Node.Services;

/// <summary>A checked <c>service.NAME</c> section.</summary>
/// <param name="Name">1 to 64 letters, digits, <c>_ . -</c>; begins with a letter, a digit or <c>_</c>.</param>
/// <param name="Enabled">Whether containers run from the start.</param>
/// <param name="Worker">What a container is.</param>
/// <param name="Protocols">Its protocols in file order; a process may have none.</param>
/// <param name="Workload">How many containers.</param>
/// <param name="Lifecycle">How one container is started and stopped.</param>
internal sealed record ServicePlan(
    string Name,
    bool Enabled,
    ProcessorPlan Worker,
    ValueList<ProtocolPlan> Protocols,
    WorkloadPlan Workload,
    LifecyclePlan Lifecycle)
{
    /// <summary>Where its containers run in a cluster; of no effect on a node that is on its own.</summary>
    public PlacementPlan Placement { get; init; } = PlacementPlan.Everywhere;

    /// <summary>What each of its containers binds itself.</summary>
    public IEnumerable<SlotAddress> SlotAddresses => Protocols.SelectMany(protocol => protocol.PerSlot);

    /// <summary>
    /// The same service with another number of containers (<c>cplane scale</c>, which may also say 0); a dynamic one
    /// is as it was.
    /// </summary>
    public ServicePlan WithContainers(int count) => Workload is ConstantPlan constant
        ? this with { Workload = constant with { Threads = count } }
        : this;
}
