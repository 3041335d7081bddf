using System.Net.Security;
using ControlPlane.Api.Server;
using ControlPlane.Api.Tls;
using ControlPlane.Contracts;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace ControlPlane.Api.Peers;

/// <summary>
/// The control API for the other nodes of the cluster, over TCP. With TLS a peer needs a certificate of the cluster's
/// authority, and speaks HTTP/2 or HTTP/1.1; in plain text (loopback only) it needs the cluster's token, and speaks
/// HTTP/2.
/// </summary>
public static class PeerFace
{
    /// <summary>The name of this face in the log.</summary>
    internal const string Face = "peers";

    /// <summary>
    /// Starts to answer. Throws <see cref="IOException"/> if a certificate cannot be used or the address cannot be
    /// bound, and <see cref="ArgumentException"/> for plain text on another address than loopback; the texts are for
    /// people.
    /// </summary>
    public static async Task<TcpFace> StartAsync(
        IControlPlane plane, PeerFaceOptions options, ILoggerFactory loggers, CancellationToken cancellation = default)
    {
        var log = loggers.CreateLogger("controlplane.api");
        var tls = options.Tls is { } files
            ? new TcpTls(
                new TlsFiles(Face, files.Certificate, files.Key, files.Authority, log),
                identity => Handshake(identity, options.Time, log))
            : null;
        var plan = new TcpPlan(options.Listen, tls, HttpProtocols.Http2);
        var callers = new PeerCallers(Face, tls is null, options.Token, log);
        var face = new ApiFace(Face, callers, options.Limits, options.Time, IsForPeers: true);
        return await TcpFace.StartAsync(plane, plan, face, loggers, cancellation).ConfigureAwait(false);
    }

    // No resumption: each connection proves itself anew, by the files as they are now.
    private static SslServerAuthenticationOptions Handshake(
        TlsIdentity identity, TimeProvider time, ILogger log) => new()
    {
        ServerCertificateContext = identity.Own,
        ClientCertificateRequired = true,
        CertificateChainPolicy = CertificateTrust.OfClients(identity, time),
        AllowTlsResume = false,
        RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
        {
            var problem = CertificateTrust.Problem(certificate, chain, errors);
            if (problem is not null)
            {
                log.Untrusted(Face, problem);
            }

            return problem is null;
        },
    };
}
