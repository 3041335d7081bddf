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
            Trust(handler, tls);
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
            policy.CustomTrustStore.AddRange(Read(authority, () =>
            {
                X509Certificate2Collection trusted = [];
                trusted.ImportFromPemFile(authority);
                return trusted.Count > 0 ? trusted : throw new CryptographicException("there is no certificate in it");
            }));
            handler.SslOptions.CertificateChainPolicy = policy;
        }

        if (tls.CertificateFile is { } certificate)
        {
            handler.SslOptions.ClientCertificates =
            [
                Read(
                    $"{certificate}, {tls.KeyFile}",
                    () => X509Certificate2.CreateFromPemFile(certificate, tls.KeyFile)),
            ];
        }
    }

    private static T Read<T>(string files, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new ArgumentException($"{files}: not certificates for etcd: {e.Message}", e);
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
