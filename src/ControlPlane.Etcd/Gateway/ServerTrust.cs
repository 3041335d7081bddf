using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ControlPlane.Etcd.Gateway;

/// <summary>
/// By which authorities the certificate of an endpoint is judged: those of a file, as it is at the time.
/// </summary>
internal sealed class ServerTrust
{
    private readonly FreshFiles<X509Certificate2Collection> _authorities;

    /// <exception cref="ArgumentException">There is no authority in the file.</exception>
    public ServerTrust(string file)
    {
        _authorities = new FreshFiles<X509Certificate2Collection>("not certificates for etcd", () => Read(file), file);
        _authorities.Current();
    }

    /// <summary>
    /// True: it is the certificate of the host that was asked for, and one of the authorities has signed it.
    /// </summary>
    public bool IsTrusted(X509Certificate? certificate, X509Chain? sent, SslPolicyErrors errors)
    {
        if (certificate is not X509Certificate2 server || (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) != 0)
        {
            return false;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.CustomTrustStore.AddRange(_authorities.Current());
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid("1.3.6.1.5.5.7.3.1")); // RFC 5280 §4.2.1.12: id-kp-serverAuth
        if (sent is not null)
        {
            chain.ChainPolicy.ExtraStore.AddRange(sent.ChainPolicy.ExtraStore);
        }

        return chain.Build(server);
    }

    private static X509Certificate2Collection Read(string file)
    {
        X509Certificate2Collection trusted = [];
        trusted.ImportFromPemFile(file);
        return trusted.Count > 0 ? trusted : throw new CryptographicException("there is no certificate in it");
    }
}
