using System.Globalization;
using System.Net;
using ControlPlane.Contracts;
using ControlPlane.Contracts.Statuses;

namespace ControlPlane.Node.Admin.Messages;

/// <summary>Connections as <c>netplex.connections</c> writes them.</summary>
internal static class ConnectionText
{
    public static string Of(
        ContainerId container, string protocol, EndPoint? peer, TimeSpan age, string? detail) => string.Create(
        CultureInfo.InvariantCulture,
        $"{container}: {protocol} from {Peer(peer)}, {age.TotalSeconds:0.0} "
            + $"s{(string.IsNullOrEmpty(detail) ? "" : $": {detail}")}");

    /// <summary>Of a process nobody but itself knows more.</summary>
    public static string OfProcess(ContainerStatus container) => container.Jobs is { } jobs
        ? string.Create(CultureInfo.InvariantCulture, $"{container.Id}: process {container.Pid} has {jobs} connections")
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{container.Id}: process {container.Pid} does not say what connections it has");

    private static string Peer(EndPoint? peer) => peer?.ToString() is { Length: > 0 } text ? text : "a Unix socket";
}
