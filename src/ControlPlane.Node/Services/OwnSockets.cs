using ControlPlane.Contracts.Statuses;
using ControlPlane.Node.Sockets;

namespace ControlPlane.Node.Services;

/// <summary>Which sockets the containers of a service have bound themselves for a protocol. Pure.</summary>
internal static class OwnSockets
{
    private const string Unix = "unix:";

    /// <summary>Of the ready ones, in the order of their numbers; a slot has at most one port and one path.</summary>
    public static IReadOnlyList<string> Of(ServicePlan plan, string protocol, IEnumerable<ContainerStatus> containers)
    {
        var kinds =
            plan.Protocols.Where(p => p.Name == protocol).SelectMany(p => p.PerSlot).Select(a => a.Kind).ToList();
        return
        [
            .. containers.Where(c => c.State == ContainerState.Ready)
                .SelectMany(c => c.Addresses)
                .Where(a => kinds.Contains(KindOf(a))),
        ];
    }

    private static SlotAddressKind KindOf(string address) =>
        address.StartsWith(Unix, StringComparison.Ordinal) ? SlotAddressKind.Path : SlotAddressKind.Port;
}
