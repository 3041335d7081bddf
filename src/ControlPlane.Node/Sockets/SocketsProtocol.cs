using ControlPlane.Actors;
using ControlPlane.Platform.Sockets;

namespace ControlPlane.Node.Sockets;

/// <summary>What is said to and by the owners of the listening sockets.</summary>
internal static class SocketsProtocol
{
    /// <summary>Controller: these are the sockets of all services from now on; close those.</summary>
    public sealed record Arrange(IReadOnlyDictionary<string, BoundSockets> Services, IReadOnlyList<IListener> Close);

    /// <summary>Services: the last container of a removed service is gone.</summary>
    public sealed record Drop(string Service);

    /// <summary>A message for the dispatcher of one service.</summary>
    public sealed record ForService(string Service, object Message);

    /// <summary>A container in this process takes connections from now on.</summary>
    public sealed record Open(IActorRef Container);

    /// <summary>A container in this process takes no more; answered by <see cref="Closed"/>, after which none comes.</summary>
    public sealed record Close(IActorRef Container);

    public sealed record Closed;

    /// <summary>Dispatcher to container: a job.</summary>
    public sealed record Job(IAccepted Connection, string Protocol);

    /// <summary>Container to dispatcher: the job is done.</summary>
    public sealed record JobDone(IActorRef Container);

    /// <summary>Protocol to dispatcher: accepted.</summary>
    public sealed record Accepted(IAccepted Connection, string Protocol);

    /// <summary>Dispatcher to its protocols: whether to accept.</summary>
    public sealed record Accept(bool Wanted);
}
