using ControlPlane.Hocon;
using ControlPlane.Node.Containers;
using ControlPlane.Node.Services;
using ControlPlane.Node.Sockets;
using ControlPlane.Platform.Sockets;

namespace ControlPlane.Node.Controller.Configuration;

/// <summary>
/// The <c>controlplane.socket.NAME</c> sections: sockets that several services have in common. They are read before the
/// services, have the keys of a protocol, and are bound once.
/// </summary>
internal sealed class SharedSockets
{
    private readonly Dictionary<string, ProtocolPlan> _known = new(StringComparer.Ordinal);

    public IEnumerable<string> Names => _known.Keys;

    public void Read(Config plane, ReadingScope scope)
    {
        if (plane.FindSection(PlanOverlay.Socket) is { } section)
        {
            foreach (var (name, child) in section.Children())
            {
                _known[name] = ProtocolReader.Read(name, child, scope);
                if (_known[name].PerSlot.Count > 0)
                {
                    child.Fail("address", "has one of type container, which no two services can share; remove it");
                }
            }
        }
    }

    /// <summary>The sockets of one name, marked as shared; null: there is no such name.</summary>
    public IReadOnlyList<ListenPlan>? Find(string name) => _known.TryGetValue(name, out var plan)
        ? [.. plan.Sockets.Select((socket, index) => socket with { SharedAs = $"{name}#{PlanText.Of(index)}" })]
        : null;

    /// <summary>Adds the errors that only all services together show.</summary>
    public void Judge(Config plane, IReadOnlyList<ServicePlan> services)
    {
        foreach (var name in _known.Keys)
        {
            var sharers = services.Where(s => Shares(s, name)).ToList();
            var section = plane.Section(PlanOverlay.Socket);
            if (sharers.Count == 0)
            {
                section.Fail(name, "is used by no service, so nobody would listen there; add an address "
                    + $"{{ type = shared, socket = {name} }} to a protocol, or remove the section");
            }
            else if (sharers.Find(s => s.Worker is not ProcessPlan) is { } inside)
            {
                section.Fail(name, $"is shared by {inside.Name}, which runs inside the node: it would make the socket "
                    + "non-blocking for the processes that hold it, and two services inside the node cannot wait for "
                    + "one socket in this version; share it among services with processor.type = process, or give "
                    + $"{inside.Name} an address of its own");
            }
        }
    }

    private static bool Shares(ServicePlan service, string name) => service.Protocols
        .SelectMany(protocol => protocol.Sockets)
        .Any(socket => socket.SharedAs?[..socket.SharedAs.LastIndexOf('#')] == name);
}
