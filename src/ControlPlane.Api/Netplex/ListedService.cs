namespace ControlPlane.Api.Netplex;

/// <summary>A service as the admin protocol lists it.</summary>
internal sealed record ListedService(
    string Name, IReadOnlyList<ListedProtocol> Protocols, IReadOnlyList<ListedContainer> Containers, ListedState State);

/// <summary>A protocol and its ports; without any (a service that binds its own) it is listed with a dash.</summary>
internal sealed record ListedProtocol(string Name, IReadOnlyList<ListedPort> Ports);

/// <summary>Numbers on the wire.</summary>
internal enum ListedState
{
    Enabled = 0,
    Disabled = 1,
    Restarting = 2,
    Down = 3,
}
