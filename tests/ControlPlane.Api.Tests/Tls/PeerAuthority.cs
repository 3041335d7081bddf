using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ControlPlane.Api.Tls;
using ControlPlane.TestKit;

namespace ControlPlane.Api.Tests.Tls;

/// <summary>An authority of this test's own, and the certificates that it has signed, as PEM files.</summary>
internal sealed class PeerAuthority : IDisposable
{
    public static readonly Oid ForServers = new("1.3.6.1.5.5.7.3.1");
    public static readonly Oid ForClients = new("1.3.6.1.5.5.7.3.2");

    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    private readonly TemporaryDirectory _directory = new();
    private readonly X509Certificate2 _root;

    public PeerAuthority(string name = "test authority")
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        _root = request.CreateSelfSigned(Now.AddYears(-2), Now.AddYears(2));
        File = _directory.Write("ca.pem", _root.ExportCertificatePem());
    }

    /// <summary>The root certificate.</summary>
    public string File { get; }

    public TemporaryDirectory Directory => _directory;

    /// <summary>A certificate and its key in files of that name; written over if they are there.</summary>
    public PeerTls Issue(
        string file, string commonName = "n1", string[]? dns = null, string? ip = null, bool isExpired = false,
        Oid? use = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={commonName}", key, HashAlgorithmName.SHA256);
        if (dns is not null || ip is not null)
        {
            var names = new SubjectAlternativeNameBuilder();
            Array.ForEach(dns ?? [], names.AddDnsName);
            if (ip is not null)
            {
                names.AddIpAddress(IPAddress.Parse(ip));
            }

            request.CertificateExtensions.Add(names.Build());
        }

        if (use is not null)
        {
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([use], critical: false));
        }

        using var signed = request.Create(
            _root, Now.AddYears(-1), isExpired ? Now.AddDays(-1) : Now.AddYears(1), RandomNumberGenerator.GetBytes(8));
        return new PeerTls(
            _directory.Write($"{file}.pem", signed.ExportCertificatePem()),
            _directory.Write($"{file}.key", key.ExportPkcs8PrivateKeyPem()),
            File);
    }

    /// <summary>For clients that are not ours: trusts this authority, and nobody else.</summary>
    public X509ChainPolicy Trust() => new()
    {
        TrustMode = X509ChainTrustMode.CustomRootTrust,
        RevocationMode = X509RevocationMode.NoCheck,
        CustomTrustStore = { _root },
    };

    public void Dispose()
    {
        _root.Dispose();
        _directory.Dispose();
    }
}
