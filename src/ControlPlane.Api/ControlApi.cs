using ControlPlane.Api.Connections;
using ControlPlane.Contracts;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ControlPlane.Api;

/// <summary>
/// The control API: HTTP/1.1 and JSON on the node's control socket (design: command line, machine contract). Each
/// request becomes one <see cref="IControlPlane.AskAsync"/>.
/// </summary>
/// <remarks>Kestrel alone, without a host: embedded or not, nothing here reads files, environment or signals.</remarks>
public sealed class ControlApi : IAsyncDisposable
{
    /// <summary>The name of this face, in audit lines.</summary>
    internal const string Face = "control.sock";

    private readonly KestrelServer _server;
    private readonly ControlApiOptions _options;
    private int _stopped;

    private ControlApi(KestrelServer server, ControlApiOptions options)
    {
        _server = server;
        _options = options;
    }

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
        var gate = new ConnectionGate(
            Face, options.OwnUid, options.Limits.MaxConnections, options.Limits.MaxForeignConnections, TooMany.RefuseAsync, log);
        var transport = new SocketTransportFactory(Options.Create(new SocketTransportOptions()), loggers);
        var server = new KestrelServer(Options.Create(Configure(options, gate)), transport, loggers);
        try
        {
            await server.StartAsync(new ControlApplication(plane, options, log), cancellation).ConfigureAwait(false);
        }
        catch
        {
            server.Dispose();
            throw;
        }

        return new ControlApi(server, options);
    }

    /// <summary>
    /// Accepts nothing more, and lets replies on their way leave. What still waits after <see
    /// cref="ControlApiLimits.StopTimeout"/> is cut. Idempotent.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _stopped, 1) != 0)
        {
            return;
        }

        using var patience = new CancellationTokenSource(_options.Limits.StopTimeout, _options.Time);
        await _server.StopAsync(patience.Token).ConfigureAwait(false);
        _server.Dispose();
    }

    private static KestrelServerOptions Configure(ControlApiOptions options, ConnectionGate gate)
    {
        var limits = options.Limits;
        var kestrel = new KestrelServerOptions { AddServerHeader = false, AllowSynchronousIO = false };
        kestrel.Limits.MaxConcurrentConnections = limits.MaxConnections + limits.MaxForeignConnections + 16;
        kestrel.Limits.MaxRequestBodySize = limits.MaxBodyBytes;
        kestrel.Limits.MaxRequestLineSize = 4096;
        kestrel.Limits.MaxRequestHeaderCount = 64;
        kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
        kestrel.Limits.MaxRequestBufferSize = 32 * 1024;
        kestrel.Limits.MaxResponseBufferSize = 64 * 1024;
        kestrel.Limits.RequestHeadersTimeout = limits.HeadersTimeout;
        kestrel.Limits.KeepAliveTimeout = limits.KeepAliveTimeout;
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(limits.MinBytesPerSecond, limits.SlowTransferGrace);
        kestrel.Limits.MinResponseDataRate = new MinDataRate(limits.MinBytesPerSecond, limits.SlowTransferGrace);
        kestrel.ListenHandle(options.ListenHandle, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            listen.Use(gate.Guard);
        });
        return kestrel;
    }
}
