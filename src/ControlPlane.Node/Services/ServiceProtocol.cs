using ControlPlane.Contracts.Admin;
using ControlPlane.Contracts.Statuses;
using ControlPlane.Node.Cluster.Agent;
using ControlPlane.Node.Sockets;

namespace ControlPlane.Node.Services;

/// <summary>What may be said to a service, and what it answers. Commands are answered by one
/// <see cref="AdminProtocol.Reply"/>.</summary>
internal static class ServiceProtocol
{
    /// <summary>A request for one service.</summary>
    public interface IRequest;

    /// <summary>A request that has a target; how long the caller waits for it stands in it.</summary>
    public interface ICommand : IRequest
    {
        AdminProtocol.Patience Patience { get; }
    }

    public sealed record Enable(AdminProtocol.Patience Patience) : ICommand;

    public sealed record Disable(AdminProtocol.Patience Patience) : ICommand;

    public sealed record Restart(bool Rolling, AdminProtocol.Patience Patience) : ICommand;

    public sealed record Scale(int Count, AdminProtocol.Patience Patience) : ICommand;

    /// <summary>From a reload: be like this plan, on these sockets.</summary>
    /// <param name="Plan">The new plan.</param>
    /// <param name="Sockets">Its sockets.</param>
    /// <param name="Replace">Its containers run something else now: replace them, one after the other.</param>
    /// <param name="Patience">How long the caller waits.</param>
    public sealed record Follow(ServicePlan Plan, BoundSockets Sockets, bool Replace, AdminProtocol.Patience Patience)
        : ICommand;

    /// <summary>
    /// For good: no containers any more; answered by <see cref="AdminProtocol.Done"/> when none is left. Then the actor
    /// ends too, where it is asked to.
    /// </summary>
    public sealed record GoDown(bool End, AdminProtocol.Patience Patience) : ICommand;

    /// <summary>From the cluster: this is what it wants of the service here. Nobody is answered.</summary>
    public sealed record Assign(LocalWish Wish) : IRequest;

    /// <summary>From another node: say when what is wanted now is reached.</summary>
    public sealed record Await(AdminProtocol.Patience Patience) : ICommand;

    /// <summary>
    /// The node goes down soon; answered by <see cref="AdminProtocol.Done"/> when all containers have heard it.
    /// </summary>
    public sealed record PrepareSystemShutdown : IRequest;

    /// <summary>Answered by <see cref="FoundOwnSockets"/>.</summary>
    public sealed record FindOwnSockets(string Protocol) : IRequest;

    public sealed record FoundOwnSockets(IReadOnlyList<string> Addresses);

    /// <summary>Answered by <see cref="Description"/>.</summary>
    public sealed record Describe : IRequest;

    /// <summary>An operator's message for its containers. Answered by <see cref="Heard"/> when it is handed
    /// over.</summary>
    public sealed record Hear(string Name, IReadOnlyList<string> Arguments) : IRequest;

    /// <param name="Receivers">How many containers it was handed to.</param>
    /// <param name="Description">The service at that moment.</param>
    public sealed record Heard(int Receivers, Description Description);

    public sealed record Description(ServiceStatus Service, IReadOnlyList<ContainerStatus> Containers);
}
