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
public static class RemoteFace
{
    /// <summary>The name of this face in the log, and in audit lines.</summary>
    internal const string Face = "control";

    /// <summary>
    /// Starts to answer. Throws <see cref="IOException"/> if the token or a certificate cannot be used or the address
    /// cannot be bound, and <see cref="ArgumentException"/> for plain text on another address than loopback; the texts
    /// are for people.
    /// </summary>
    public static async Task<TcpFace> StartAsync(
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
        return await TcpFace.StartAsync(plane, plan, face, loggers, cancellation).ConfigureAwait(false);
    }

    private static SslServerAuthenticationOptions Handshake(TlsIdentity identity) =>
        new() { ServerCertificateContext = identity.Own };
}
