using System.Net;
using System.Net.Security;
using ControlPlane.Api.Server;
using ControlPlane.Api.Tls;
using ControlPlane.Contracts;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace ControlPlane.Api.Remote;

/// <summary>
/// The control API for people and programs over TCP: whoever has the token. With TLS HTTP/2 or HTTP/1.1; in plain text
/// (loopback only) HTTP/1.1.
/// </summary>
public sealed class RemoteFace : IAsyncDisposable
{
    /// <summary>The name of this face in the log, and in audit lines.</summary>
    internal const string Face = "control";

    private readonly TcpFace _face;

    private RemoteFace(TcpFace face) => _face = face;

    /// <summary>Where it listens, with the port that it got.</summary>
    public IPEndPoint Endpoint => _face.Endpoint;

    /// <summary>
    /// Starts to answer. Throws <see cref="IOException"/> if the token or a certificate cannot be used or the address
    /// cannot be bound, and <see cref="ArgumentException"/> for plain text on another address than loopback; the texts
    /// are for people.
    /// </summary>
    public static async Task<RemoteFace> StartAsync(
        IControlPlane plane, RemoteFaceOptions options, ILoggerFactory loggers,
        CancellationToken cancellation = default)
    {
        var log = loggers.CreateLogger("controlplane.api");
        var token = new TokenFile(Face, options.TokenFile, log);
        token.Check();
        var tls = options.Tls is { } files
            ? new TcpTls(new TlsFiles(Face, files.Certificate, files.Key, authority: null, log), Handshake)
            : null;
        var plan = new TcpPlan(options.Listen, tls, HttpProtocols.Http1);
        var face = new ApiFace(Face, new RemoteCallers(Face, token.Current, log), options.Limits, options.Time);
        return new RemoteFace(await TcpFace.StartAsync(plane, plan, face, loggers, cancellation).ConfigureAwait(false));
    }

    /// <summary>
    /// Accepts nothing more, and lets replies on their way leave. What still waits after <see
    /// cref="ControlApiLimits.StopTimeout"/> is cut. Idempotent.
    /// </summary>
    public ValueTask DisposeAsync() => _face.DisposeAsync();

    private static SslServerAuthenticationOptions Handshake(TlsIdentity identity) =>
        new() { ServerCertificateContext = identity.Own };
}
