using ControlPlane.Actors;
using ControlPlane.Contracts.Admin;
using ControlPlane.Node.Containers;
using ControlPlane.Node.Containers.InProcess;
using ControlPlane.Node.Controller;
using ControlPlane.Node.Sockets;

namespace ControlPlane.Node.Services;

/// <summary>
/// What a service has to do with its processor as a whole: post-add comes before the first container, post-remove after
/// the last one. Of OS processes there is nothing to do. Used by the service actor alone.
/// </summary>
internal sealed class ProcessorLink(IActorRef service, NodeContext node)
{
    private ServiceHooks? _hooks;
    private ServiceHooks? _former;
    private Task _adding = Task.CompletedTask;
    private Task? _removing;

    /// <summary>No container may start yet; <see cref="Returned"/> comes.</summary>
    public bool IsBeingAdded => !_adding.IsCompleted;

    /// <summary>A new plan; one whose processor means the same keeps the instance that runs.</summary>
    public ServicePlan Follow(ServicePlan? old, ServicePlan plan)
    {
        node.Seats.Of(plan.Name).Follow(SeatLimits.Of(plan));
        if (old?.Worker == plan.Worker)
        {
            return plan with { Worker = old.Worker };
        }

        _former = _hooks ?? _former;
        _hooks = ServiceHooks.Of(plan, node);
        _adding = Awaited(_hooks?.AddedAsync());
        return plan;
    }

    /// <summary>No container of the processor before is left.</summary>
    public void OldOnesAreGone()
    {
        _ = _former?.RemovedAsync(); // Reports for itself.
        _former = null;
    }

    /// <summary>No container is left for good. True: wait, <see cref="Returned"/> comes.</summary>
    public bool IsBeingRemoved()
    {
        _removing ??= Awaited(_hooks?.RemovedAsync());
        return !_removing.IsCompleted;
    }

    /// <summary>The node goes down: its containers hear of it beforehand, and the sender hears when they
    /// have.</summary>
    public void Prepare(IActorContext context, ServiceSlots slots, ServicePlan plan)
    {
        if (slots.Count == 0 || _hooks is not { HearsOfSystemShutdown: true })
        {
            context.Sender.Tell(new AdminProtocol.Done($"{plan.Name} is prepared"), service);
            return;
        }

        var waiting = context.ActorOf(
            PreparationGathering.Props(context.Sender, slots.Count, plan.Lifecycle.ShutdownTimeout),
            "prepare-shutdown");
        slots.Tell(new ContainerProtocol.PrepareSystemShutdown(), waiting);
    }

    private Task Awaited(Task? hook)
    {
        if (hook is { IsCompleted: false })
        {
            hook.PipeTo(service, service, () => new Returned(), _ => new Returned());
        }

        return hook ?? Task.CompletedTask;
    }

    /// <summary>To the service: a hook has returned, or was left behind.</summary>
    public sealed record Returned;
}
