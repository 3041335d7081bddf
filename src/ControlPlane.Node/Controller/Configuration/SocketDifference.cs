using ControlPlane.Node.Services;
using ControlPlane.Platform.Sockets;

namespace ControlPlane.Node.Controller.Configuration;

/// <summary>
/// Which sockets of a service go, stay, change or come. A socket is the same if protocol and address are: it stays
/// bound and keeps its queue, and what else differs can be set on the bound socket.
/// </summary>
internal static class SocketDifference
{
    public static IEnumerable<PlanChange.OfService> Between(ServicePlan old, ServicePlan next)
    {
        var before = Index(old);
        var after = Index(next);
        var byKey = before.ToDictionary(socket => socket.Key, socket => socket.Plan);
        var kept = after.Where(socket => byKey.ContainsKey(socket.Key)).ToList();
        var keptKeys = kept.Select(socket => socket.Key).ToHashSet();
        return
        [
            .. before.Where(socket => !keptKeys.Contains(socket.Key))
                .Select(socket => new PlanChange.SocketRemoved(old.Name, socket.Key.Protocol, socket.Plan)),
            .. kept.Where(socket => byKey[socket.Key] != socket.Plan)
                .Select(socket => new PlanChange.SocketAdjusted(
                    next.Name, socket.Key.Protocol, byKey[socket.Key], socket.Plan)),
            .. after.Where(socket => !byKey.ContainsKey(socket.Key))
                .Select(socket => new PlanChange.SocketAdded(next.Name, socket.Key.Protocol, socket.Plan)),
        ];
    }

    private static List<Socket> Index(ServicePlan plan)
    {
        // Port 0 may stand several times in a protocol: those are told apart by how often it was seen before.
        var seen = new Dictionary<(string, string), int>();
        var sockets = new List<Socket>();
        foreach (var protocol in plan.Protocols)
        {
            foreach (var socket in protocol.Sockets)
            {
                var place = (protocol.Name, Address: Where(socket.Address));
                var occurrence = seen.GetValueOrDefault(place);
                seen[place] = occurrence + 1;
                sockets.Add(new Socket(new Key(protocol.Name, place.Address, occurrence), socket));
            }
        }

        return sockets;
    }

    // Mode and owner are properties of the file, not part of the address.
    private static string Where(ListenAddress address) => address.ToString()!;

    private sealed record Key(string Protocol, string Address, int Occurrence);

    private sealed record Socket(Key Key, ListenPlan Plan);
}
