using ControlPlane.Api.Callers;
using ControlPlane.Api.Connections;
using ControlPlane.Api.Server;
using ControlPlane.Contracts;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;

namespace ControlPlane.Api;

/// <summary>
/// The control API: HTTP/1.1 and JSON on the node's control socket (design: command line, machine contract). Each
/// request becomes one <see cref="IControlPlane.AskAsync"/>.
/// </summary>
public sealed class ControlApi : IAsyncDisposable
{
    /// <summary>The name of this face, in audit lines.</summary>
    internal const string Face = "control.sock";

    private readonly ApiServer _server;

    private ControlApi(ApiServer server) => _server = server;

    /// <summary>
    /// Starts to answer. Throws <see cref="System.Net.Sockets.SocketException"/> if the descriptor is no socket.
    /// </summary>
    public static async Task<ControlApi> StartAsync(
        IControlPlane plane,
        ControlApiOptions options,
        ILoggerFactory loggers,
        CancellationToken cancellation = default)
    {
        var log = loggers.CreateLogger("controlplane.api");
        var limits = options.Limits;
        var gate = new ConnectionGate(
            Face, options.OwnUid, limits.MaxConnections, limits.MaxForeignConnections, TooMany.RefuseAsync, log);
        var kestrel = HttpBounds.Of(limits, limits.MaxConnections + limits.MaxForeignConnections + 16);
        kestrel.ListenHandle(options.ListenHandle, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            listen.Use(gate.Guard);
        });
        var callers = new UnixCallers(Face, options.OwnUid, log);
        var application = new ControlApplication(plane, new ApiFace(Face, callers, limits, options.Time), log);
        return new ControlApi(await ApiServer.StartAsync(
            kestrel, new SocketTransportOptions(), application, (limits.StopTimeout, options.Time), loggers,
            cancellation)
            .ConfigureAwait(false));
    }

    /// <summary>
    /// Accepts nothing more, and lets replies on their way leave. What still waits after <see
    /// cref="ControlApiLimits.StopTimeout"/> is cut. Idempotent.
    /// </summary>
    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
