using ControlPlane.Node.Controller.Configuration;
using ControlPlane.Platform.Sockets;

namespace ControlPlane.Node.Sockets;

/// <summary>A checked <c>protocol.NAME</c> section: a set of sockets with common properties.</summary>
/// <param name="Name">As service names; goes to LISTEN_FDNAMES, so it has no colon.</param>
/// <param name="Sockets">One for each address in file order; a host name stands for one socket per resolved
/// address.</param>
internal sealed record ProtocolPlan(string Name, ValueList<ListenPlan> Sockets)
{
    /// <summary>What each container of an OS process binds itself.</summary>
    public ValueList<SlotAddress> PerSlot { get; init; } = [];
}
