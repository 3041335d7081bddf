using ControlPlane.Actors;
using ControlPlane.Contracts.Admin;

namespace ControlPlane.Node.Tests.Simulation.Cluster;

/// <summary>Somebody outside the nodes who asks something, and hears every answer, also one too many.</summary>
internal sealed class Desk : ReceiveActor
{
    public Desk(Action<AdminProtocol.Reply> heard) => Receive<AdminProtocol.Reply>(heard);

    public static Props Props(Action<AdminProtocol.Reply> heard) => Actors.Props.Create(() => new Desk(heard));
}
