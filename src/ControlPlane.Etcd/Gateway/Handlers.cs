using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ControlPlane.Etcd.Gateway;

/// <summary>How connections to etcd are made.</summary>
internal static class Handlers
{
    public static SocketsHttpHandler Make(EtcdSettings settings, TimeProvider time)
    {
        var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,

            // Half of the deadline: one that cannot be reached is known not to have heard of the request.
            ConnectCallback = (context, cancellation) =>
                ConnectAsync(context.DnsEndPoint, settings.Timeout / 2, time, cancellation),
        };
        if (settings.Tls is { } tls)
        {
            try
            {
                Trust(handler, tls);
            }
            catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
            {
                handler.Dispose();
                throw new ArgumentException($"certificates for etcd: {e.Message}", nameof(settings), e);
            }
        }

        return handler;
    }

    private static void Trust(SocketsHttpHandler handler, EtcdTls tls)
    {
        if (tls.AuthorityFile is { } authority)
        {
            var policy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            policy.CustomTrustStore.ImportFromPemFile(authority);
            handler.SslOptions.CertificateChainPolicy = policy;
        }

        if (tls.CertificateFile is { } certificate)
        {
            handler.SslOptions.ClientCertificates = [X509Certificate2.CreateFromPemFile(certificate, tls.KeyFile)];
        }
    }

    private static async ValueTask<Stream> ConnectAsync(
        System.Net.DnsEndPoint target, TimeSpan within, TimeProvider time, CancellationToken cancellation)
    {
        using var deadline = new CancellationTokenSource(within, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(target, either.Token).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            socket.Dispose();
            throw new SocketException((int)SocketError.TimedOut);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
