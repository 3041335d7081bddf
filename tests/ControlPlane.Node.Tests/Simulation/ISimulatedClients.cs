using ControlPlane.Platform.Sockets;

namespace ControlPlane.Node.Tests.Simulation;

/// <summary>Those who connect to the services of a machine.</summary>
internal interface ISimulatedClients
{
    /// <summary>Its processes have the connections of these clients, and say nothing of them themselves.</summary>
    bool Use(string service);

    /// <summary>Connections come and go: what processes that run can take, they take.</summary>
    void Come(SimulatedMachine machine);

    /// <summary>Connections that nobody has accepted; null: it is not one of theirs.</summary>
    int? Waiting(IListener listener);
}
