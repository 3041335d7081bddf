using ControlPlane.Actors;
using ControlPlane.Contracts;
using ControlPlane.Node.Containers.InProcess;
using ControlPlane.Node.Containers.OsProcess;
using ControlPlane.Node.Controller;
using ControlPlane.Node.Services;
using ControlPlane.Node.Sockets;

namespace ControlPlane.Node.Containers;

/// <summary>Which actor a container of a plan is.</summary>
internal static class ContainerProps
{
    public static Props Of(
        ContainerId id, ServicePlan plan, BoundSockets sockets, IActorRef service, NodeContext node) =>
        plan.Worker switch
        {
            ProcessPlan process => ProcessContainer.Props(
                process.ToWorker(id, sockets.ForWorkers()), [.. plan.SlotAddresses], LifecycleRules.Of(plan), service,
                node),
            InProcessPlan inside => ProcessorContainer.Props(
                id, inside, LifecycleRules.Of(plan), service, node),
            _ => throw new InvalidOperationException(
                $"{id}: no container for a plan of type [{plan.Worker.GetType().Name}]."),
        };
}
