using ControlPlane.Actors;
using ControlPlane.Contracts.Admin;
using ControlPlane.Node.Admin;
using ControlPlane.Node.Services;

namespace ControlPlane.Node.Controller;

/// <summary>Sends all services down and answers when no container of any is left.</summary>
internal sealed class ShutdownGathering(IActorRef services, IActorRef controller) : Gathering(controller, null, Forever)
{
    /// <summary>
    /// Each container has its shutdown_timeout and is killed then; there is nothing to give up on before.
    /// </summary>
    private static readonly TimeSpan Forever = TimeSpan.FromDays(1);

    public static Props Props(IActorRef services, IActorRef controller) =>
        Actors.Props.Create(() => new ShutdownGathering(services, controller));

    protected override void PreStart()
    {
        services.Tell(
            new ServicesProtocol.ToAll(
                new ServiceProtocol.GoDown(End: false, new AdminProtocol.Patience(true, Forever))),
            Self);
        base.PreStart();
    }

    protected override AdminProtocol.Reply Combine(IReadOnlyList<object> answers) =>
        Replies.All(answers, "no container is left", []);
}
