using ControlPlane.Actors;
using ControlPlane.Contracts.Admin;
using ControlPlane.Node.Admin;
using ControlPlane.Node.Services;

namespace ControlPlane.Node.Controller;

/// <summary>
/// Tells every container of every service that the node goes down (Netplex: system-shutdown), while all of them still
/// serve; when all have heard it, or had their time, the controller goes on.
/// </summary>
internal sealed class ShutdownPreparation(IActorRef services, IActorRef controller)
    : Gathering(ActorRefs.Nobody, null, LongerThanAnyService)
{
    /// <summary>Each container has the shutdown_timeout of its service, at most seven days.</summary>
    private static readonly TimeSpan LongerThanAnyService = TimeSpan.FromDays(8);

    public static Props Props(IActorRef services, IActorRef controller) =>
        Actors.Props.Create(() => new ShutdownPreparation(services, controller));

    protected override void PreStart()
    {
        services.Tell(new ServicesProtocol.ToAll(new ServiceProtocol.PrepareSystemShutdown()), Self);
        base.PreStart();
    }

    protected override AdminProtocol.Reply Combine(IReadOnlyList<object> answers) =>
        new AdminProtocol.Done("every container has heard of the shutdown");

    protected override void Replying(AdminProtocol.Reply reply) => controller.Tell(new Prepared(), Self);

    public sealed record Prepared;
}
