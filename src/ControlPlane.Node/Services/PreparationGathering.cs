using ControlPlane.Actors;
using ControlPlane.Contracts.Admin;
using ControlPlane.Node.Admin;

namespace ControlPlane.Node.Services;

/// <summary>Waits until all containers of a service have heard that the node goes down.</summary>
internal sealed class PreparationGathering(IActorRef replyTo, int containers, TimeSpan patience)
    : Gathering(replyTo, containers, patience)
{
    public static Props Props(IActorRef replyTo, int containers, TimeSpan patience) =>
        Actors.Props.Create(() => new PreparationGathering(replyTo, containers, patience));

    protected override AdminProtocol.Reply Combine(IReadOnlyList<object> answers) =>
        new AdminProtocol.Done("all containers are prepared");
}
