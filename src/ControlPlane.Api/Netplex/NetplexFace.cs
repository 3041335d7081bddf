using ControlPlane.Api.Connections;
using ControlPlane.Api.Server;
using ControlPlane.Contracts;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;

namespace ControlPlane.Api.Netplex;

/// <summary>
/// The face for Netplex's own client: ONC RPC (RFC 5531) on the socket where <c>netplex-admin</c> looks for it. Each
/// call becomes <see cref="IControlPlane.AskAsync"/>, as a request of the control API does.
/// </summary>
/// <remarks>
/// Kestrel's connections without HTTP: it brings the transport, the bounded buffers and the orderly stop.
/// </remarks>
public sealed class NetplexFace : IAsyncDisposable
{
    /// <summary>The name of this face, in audit lines.</summary>
    internal const string Face = "netplex";

    private readonly ApiServer _server;

    private NetplexFace(ApiServer server) => _server = server;

    /// <summary>
    /// Starts to answer. Throws <see cref="System.Net.Sockets.SocketException"/> if the descriptor is no socket.
    /// </summary>
    public static async Task<NetplexFace> StartAsync(
        IControlPlane plane,
        NetplexFaceOptions options,
        ILoggerFactory loggers,
        CancellationToken cancellation = default)
    {
        var log = loggers.CreateLogger("controlplane.api");
        var limits = options.Limits;
        var gate = new ConnectionGate(
            Face, options.OwnUid, limits.MaxConnections, limits.MaxForeignConnections, Close, log);
        var call = new NodeCall(plane, new ControlApiLimits(), options.Time, log);
        var conversation = new Conversation(new AdminProgram(call, options.SocketPath, log), options, log);
        var kestrel = new KestrelServerOptions { AddServerHeader = false };
        kestrel.Limits.MaxConcurrentConnections = limits.MaxConnections + limits.MaxForeignConnections + 16;
        kestrel.ListenHandle(options.ListenHandle, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            listen.Use(gate.Guard);
            listen.Run(conversation.RunAsync);
        });
        var transport = new SocketTransportOptions
        {
            MaxReadBufferSize = 4 * limits.ChunkBytes,
            MaxWriteBufferSize = limits.ChunkBytes,
        };
        return new NetplexFace(await ApiServer.StartAsync(
            kestrel, transport, new NoHttp(), (limits.StopTimeout, options.Time), loggers, cancellation)
            .ConfigureAwait(false));
    }

    /// <summary>
    /// Accepts nothing more, and lets replies on their way leave. What still waits after <see
    /// cref="NetplexFaceLimits.StopTimeout"/> is cut. Idempotent.
    /// </summary>
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    // RPC has no reply without a call.
    private static Task Close(ConnectionContext connection, int limit)
    {
        connection.Abort(new ConnectionAbortedException($"more than {limit} connections"));
        return Task.CompletedTask;
    }

    /// <summary>Kestrel wants one; no connection ever gets there.</summary>
    private sealed class NoHttp : IHttpApplication<IFeatureCollection>
    {
        public IFeatureCollection CreateContext(IFeatureCollection contextFeatures) => contextFeatures;

        public void DisposeContext(IFeatureCollection context, Exception? exception)
        {
        }

        public Task ProcessRequestAsync(IFeatureCollection context) =>
            throw new InvalidOperationException("there is no HTTP on the admin socket");
    }
}
