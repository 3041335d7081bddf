using ControlPlane.Contracts.Statuses;
using ControlPlane.Platform.Sockets;
using ControlPlane.Platform.Workers;

namespace ControlPlane.Node.Sockets;

/// <summary>The listening sockets of one service, in file order.</summary>
internal sealed record BoundSockets(IReadOnlyList<BoundProtocol> Protocols)
{
    public static readonly BoundSockets None = new([]);

    public IEnumerable<IListener> Listeners => Protocols.SelectMany(p => p.Listeners);

    /// <summary>What a worker inherits, from descriptor 3 on.</summary>
    public IReadOnlyList<InheritedSocket> ForWorkers() =>
        [.. Protocols.SelectMany(p => p.Listeners.Select(l => new InheritedSocket(p.Name, l)))];

    public IReadOnlyList<ProtocolStatus> Statuses() =>
        [.. Protocols.Select(p => new ProtocolStatus(p.Name, [.. p.Listeners.Select(l => l.Address)]))];
}

/// <summary>The listening sockets of one protocol, one for each address, in file order.</summary>
internal sealed record BoundProtocol(string Name, IReadOnlyList<IListener> Listeners);
