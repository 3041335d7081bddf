using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using ControlPlane.Api.Tls;

namespace ControlPlane.Api.Peers;

/// <summary>Makes one connection to a peer; over TLS each side proves itself by the files as they are now.</summary>
/// <param name="node">Whose certificate is expected.</param>
/// <param name="files">Null: plain text.</param>
/// <param name="time">By which certificates are judged.</param>
internal sealed class PeerConnector(string node, TlsFiles? files, TimeProvider time)
{
    /// <summary>
    /// Throws <see cref="IOException"/>, <see cref="SocketException"/> or <see cref="AuthenticationException"/>.
    /// </summary>
    public async ValueTask<Stream> ConnectAsync(DnsEndPoint address, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address, cancellation).ConfigureAwait(false);
            var plain = new NetworkStream(socket, ownsSocket: true);
            return files is null ? plain : await SecureAsync(plain, address.Host, cancellation).ConfigureAwait(false);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task<SslStream> SecureAsync(NetworkStream plain, string host, CancellationToken cancellation)
    {
        var identity = files!.Current();
        string? problem = null;
        var secure = new SslStream(plain);
        try
        {
            await secure.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = host,
                    ClientCertificateContext = identity.Own,
                    CertificateChainPolicy = CertificateTrust.OfServers(identity, time),
                    ApplicationProtocols = [SslApplicationProtocol.Http2],
                    AllowTlsResume = false,
                    RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
                        (problem = Problem(certificate, chain, errors, host)) is null,
                },
                cancellation).ConfigureAwait(false);
            return secure;
        }
        catch (AuthenticationException) when (problem is not null)
        {
            await secure.DisposeAsync().ConfigureAwait(false);
            throw new AuthenticationException(problem);
        }
        catch
        {
            await secure.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private string? Problem(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors, string host) =>
        CertificateTrust.Problem(certificate, chain, errors) is { } untrusted
            ? untrusted
            : certificate is X509Certificate2 full && !CertificateNames.Fit(full, node, host)
                ? $"its certificate is that of [{CertificateNames.Describe(full)}]; expected the name {node} or {host}"
                : null;
}
