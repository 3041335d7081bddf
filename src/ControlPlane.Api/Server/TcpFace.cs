using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using ControlPlane.Api.Tls;
using ControlPlane.Contracts;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ControlPlane.Api.Server;

/// <summary>
/// The control API on a TCP address: over TLS, or in plain text on loopback only. Started by
/// <see cref="Peers.PeerFace"/> or <see cref="Remote.RemoteFace"/>, which say who may ask.
/// </summary>
public sealed class TcpFace : IAsyncDisposable
{
    private readonly ApiServer _server;
    private readonly ServiceProvider? _services;

    private TcpFace(ApiServer server, ServiceProvider? services, IPEndPoint endpoint)
    {
        _server = server;
        _services = services;
        Endpoint = endpoint;
    }

    /// <summary>Where it listens, with the port that it got: what the node publishes.</summary>
    public IPEndPoint Endpoint { get; }

    /// <summary>
    /// Throws <see cref="IOException"/> if a file of the certificate cannot be used or the address cannot be bound, and
    /// <see cref="ArgumentException"/> for plain text on another address than loopback.
    /// </summary>
    internal static async Task<TcpFace> StartAsync(
        IControlPlane plane, TcpPlan plan, ApiFace face, ILoggerFactory loggers, CancellationToken cancellation)
    {
        if (plan.Tls is null && !IPAddress.IsLoopback(plan.Listen.Address))
        {
            throw new ArgumentException(
                $"{face.Name}: the address is [{plan.Listen}] without TLS; plain text is for loopback only. "
                + "Add tls, or listen on 127.0.0.1",
                nameof(plan));
        }

        _ = plan.Tls?.Files.Current();
        ListenOptions? bound = null;
        var kestrel = HttpBounds.Of(face.Limits, face.Limits.MaxConnections);
        kestrel.Listen(plan.Listen, listen =>
        {
            bound = listen;
            listen.Protocols = plan.Tls is null ? plan.PlainProtocol : HttpProtocols.Http1AndHttp2;
        });
        ServiceProvider? services = null;
        if (plan.Tls is { } tls)
        {
            services = KestrelServices.With(loggers);
            kestrel.ApplicationServices = services;
            bound!.UseHttps(new TlsHandshakeCallbackOptions
            {
                OnConnection = _ => ValueTask.FromResult(tls.Handshake(tls.Files.Current())),
                HandshakeTimeout = face.Limits.HeadersTimeout,
            });
        }

        var application = new ControlApplication(plane, face, loggers.CreateLogger("controlplane.api"));
        try
        {
            var server = await ApiServer.StartAsync(
                kestrel,
                new SocketTransportOptions(),
                application,
                (face.Limits.StopTimeout, face.Time),
                loggers,
                cancellation).ConfigureAwait(false);
            return new TcpFace(server, services, bound!.IPEndPoint!);
        }
        catch (Exception e)
        {
            services?.Dispose();
            if (e is SocketException)
            {
                // Kestrel translates only "in use", not the likes of "no such address" and "not permitted".
                throw new IOException($"Failed to bind to address {plan.Listen}: {e.Message}.", e);
            }

            throw;
        }
    }

    /// <summary>
    /// Accepts nothing more, and lets replies on their way leave. What still waits after <see
    /// cref="ControlApiLimits.StopTimeout"/> is cut. Idempotent.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync().ConfigureAwait(false);
        _services?.Dispose();
    }
}

/// <param name="Listen">Port 0: a free one.</param>
/// <param name="Tls">Null: plain text.</param>
/// <param name="PlainProtocol">What is spoken in plain text, where nothing is negotiated.</param>
internal sealed record TcpPlan(IPEndPoint Listen, TcpTls? Tls, HttpProtocols PlainProtocol);

/// <param name="Files">The certificates.</param>
/// <param name="Handshake">What one connection is negotiated with.</param>
internal sealed record TcpTls(TlsFiles Files, Func<TlsIdentity, SslServerAuthenticationOptions> Handshake);
