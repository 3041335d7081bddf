using System.Globalization;
using ControlPlane.Api.Netplex.Rpc;
using ControlPlane.Contracts.Statuses;

namespace ControlPlane.Api.Netplex;

/// <summary>
/// The services of a node as Netplex lists its own: newest first, that is the order of the file reversed, and the
/// controller at the end.
/// </summary>
internal static class Listing
{
    /// <summary>The service that a Netplex controller is to itself.</summary>
    public const string Controller = "netplex.controller";

    public static IReadOnlyList<ListedService> Of(
        IReadOnlyList<ServiceStatus> services, IReadOnlyList<ContainerStatus> containers, string socketPath)
    {
        var byService = containers.ToLookup(container => container.Service, StringComparer.Ordinal);
        return
        [
            .. services.Reverse().Select(service => new ListedService(
                service.Service,
                [.. service.Protocols.Select(p => new ListedProtocol(p.Name, [.. p.Addresses.Select(ListedPort.Of)]))],
                [.. NewestFirst(byService[service.Service]).Select(ListedContainer.Of)],
                service.State switch
                {
                    ServiceState.Enabled => ListedState.Enabled,
                    ServiceState.Disabled => ListedState.Disabled,
                    ServiceState.Restarting => ListedState.Restarting,
                    _ => ListedState.Down,
                })),
            ControllerItself(socketPath),
        ];
    }

    public static void Write(XdrWriter result, IReadOnlyList<ListedService> services) =>
        result.Array(services, (writer, service) => writer
            .Text(service.Name)
            .Array(
                service.Protocols,
                (w, protocol) => w.Text(protocol.Name).Array(protocol.Ports, (x, port) => port.Write(x)))
            .Unsigned((uint)service.Containers.Count)
            .Array(service.Containers, (w, container) =>
                w.Hyper(container.Id).Text(container.SystemId).Unsigned((uint)container.State))
            .Unsigned((uint)service.State));

    // What was never started is as new as can be.
    private static IEnumerable<ContainerStatus> NewestFirst(IEnumerable<ContainerStatus> containers) =>
        containers.Reverse().OrderByDescending(container => container.StartedAt ?? DateTimeOffset.MaxValue);

    private static ListedService ControllerItself(string socketPath) => new(
        Controller,
        [new ListedProtocol("admin", [new ListedPort.Local(socketPath)])],
        [
            new ListedContainer(
                0,
                string.Create(CultureInfo.InvariantCulture, $"AttachedToCtrlProcess {Environment.ProcessId}"),
                ListedContainerState.Selected),
        ],
        ListedState.Enabled);
}
