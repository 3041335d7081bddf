using ControlPlane.Contracts.Admin;
using ControlPlane.Node.Logging.Lines;
using ControlPlane.Node.Sockets;

namespace ControlPlane.Node.Services;

/// <summary>What may be said to the supervisor of all services.</summary>
internal static class ServicesProtocol
{
    /// <summary>A new service; answered when its target is reached.</summary>
    public sealed record Add(ServicePlan Plan, BoundSockets Sockets, AdminProtocol.Patience Patience);

    /// <summary>Ends a service for good; answered when no container of it is left.</summary>
    public sealed record Remove(string Service, AdminProtocol.Patience Patience);

    /// <summary>The order of the file, which listings follow.</summary>
    public sealed record Arrange(List<string> Order);

    /// <summary>Handed on to one service, or answered by <see cref="Unknown"/>.</summary>
    public sealed record ToOne(string Service, object Message);

    /// <summary>Handed on to all; answered by <see cref="Asked"/>, and by each service.</summary>
    public sealed record ToAll(object Message);

    /// <summary>Handed on to all whose name matches; answered by <see cref="Asked"/>, and by each of these.</summary>
    public sealed record ToMatching(LinePattern Name, object Message);

    /// <summary>Handed on to all whose names match; nobody answers.</summary>
    public sealed record Broadcast(LinePattern Receiver, object Message);

    /// <summary>So many answers will come, from these services, in the order of the file.</summary>
    public sealed record Asked(IReadOnlyList<string> Services);

    public static AdminProtocol.Refused Unknown(string service, IEnumerable<string> known) => new(
        Refusal.Unknown,
        $"There is no service [{service}].",
        $"Services here: {string.Join(", ", known.DefaultIfEmpty("(none)"))}.");
}
