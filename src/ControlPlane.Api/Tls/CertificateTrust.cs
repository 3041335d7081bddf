using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ControlPlane.Api.Tls;

/// <summary>
/// By what a peer's certificate is judged: the authorities of the cluster, its purpose and its dates. Nothing else
/// counts.
/// </summary>
internal static class CertificateTrust
{
    // RFC 5280 §4.2.1.12: id-kp-serverAuth, id-kp-clientAuth. A certificate that names no purpose is for all.
    private static readonly Oid Servers = new("1.3.6.1.5.5.7.3.1");
    private static readonly Oid Clients = new("1.3.6.1.5.5.7.3.2");

    public static X509ChainPolicy OfServers(TlsIdentity own, TimeProvider time) => Policy(own, Servers, time);

    public static X509ChainPolicy OfClients(TlsIdentity own, TimeProvider time) => Policy(own, Clients, time);

    /// <summary>Why a peer is not trusted, for people; null if it is. A name is not judged here.</summary>
    public static string? Problem(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is null || errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
        {
            return "it has shown no certificate";
        }

        return errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors)
            ? $"its certificate [{certificate.Subject}] is not trusted: {Reasons(chain)}"
            : null;
    }

    private static string Reasons(X509Chain? chain) => chain is { ChainStatus: { Length: > 0 } all }
        ? string.Join("; ", all.Select(status => $"{status.Status}, {status.StatusInformation.Trim()}").Distinct())
        : "its chain does not lead to cluster.tls.ca";

    private static X509ChainPolicy Policy(TlsIdentity own, Oid purpose, TimeProvider time)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
            VerificationTimeIgnored = false,
            VerificationTime = time.GetUtcNow().UtcDateTime,
        };
        policy.CustomTrustStore.AddRange(own.Authorities);
        policy.ApplicationPolicy.Add(purpose);
        return policy;
    }
}
