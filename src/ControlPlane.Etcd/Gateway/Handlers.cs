using System.Net.Sockets;
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

    // No resumption: each connection proves itself anew, by the files as they are then.
    private static void Trust(SocketsHttpHandler handler, EtcdTls tls)
    {
        handler.SslOptions.AllowTlsResume = false;
        if (tls.AuthorityFile is { } authority)
        {
            var trust = new ServerTrust(authority);
            handler.SslOptions.RemoteCertificateValidationCallback =
                (_, certificate, chain, errors) => trust.IsTrusted(certificate, chain, errors);
        }

        if (tls is { CertificateFile: { } certificate, KeyFile: { } key })
        {
            var own = new FreshFiles<X509Certificate2>(
                "not certificates for etcd",
                () => X509Certificate2.CreateFromPemFile(certificate, key),
                certificate,
                key);
            own.Current();
            handler.SslOptions.LocalCertificateSelectionCallback = (_, _, _, _, _) => own.Current();
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
