using ControlPlane.Platform.Sockets;

namespace ControlPlane.Node.Sockets;

/// <summary>What is said to and by the owners of the listening sockets.</summary>
internal static class SocketsProtocol
{
    /// <summary>Controller: these are the sockets of all services from now on; close those.</summary>
    public sealed record Arrange(IReadOnlyDictionary<string, BoundSockets> Services, IReadOnlyList<IListener> Close);

    /// <summary>Services: the last container of a removed service is gone.</summary>
    public sealed record Drop(string Service);
}
