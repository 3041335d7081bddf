using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ControlPlane.TestKit;

/// <summary>
/// A certificate authority of a test's own. Its files lie in a directory of the test: <c>ca.pem</c>, and for each name
/// issued <c>NAME.pem</c> and <c>NAME.key</c>, good for a server on loopback and for a client.
/// </summary>
public sealed class TestAuthority : IDisposable
{
    private const string ServerUse = "1.3.6.1.5.5.7.3.1";
    private const string ClientUse = "1.3.6.1.5.5.7.3.2";

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _certificate;
    private readonly string _directory;

    /// <param name="directory">Made if it is not there.</param>
    /// <param name="name">Of the authority.</param>
    public TestAuthority(string directory, string name = "test authority")
    {
        _directory = Directory.CreateDirectory(directory).FullName;
        var request = new CertificateRequest($"CN={name}", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        var now = TimeProvider.System.GetUtcNow();
        _certificate = request.CreateSelfSigned(now.AddDays(-2), now.AddDays(2));
        File.WriteAllText(CertificateFile, _certificate.ExportCertificatePem());
    }

    /// <summary>What others trust.</summary>
    public string CertificateFile => Path.Combine(_directory, "ca.pem");

    /// <summary>A certificate and its key, written to the directory.</summary>
    /// <param name="name">Of the files.</param>
    /// <param name="from">Valid from; counted from now. Null: since yesterday.</param>
    /// <param name="until">Valid until; counted from now. Null: tomorrow.</param>
    /// <param name="subject">
    /// Common name, if not that of the files. An etcd with passwords refuses requests to its gateway with a client
    /// certificate that has one: empty is good for it.
    /// </param>
    public (string Certificate, string Key) Issue(
        string name, TimeSpan? from = null, TimeSpan? until = null, string? subject = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(
            new X500DistinguishedName(subject == "" ? "" : $"CN={subject ?? name}"), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(
            new X509EnhancedKeyUsageExtension([new Oid(ServerUse), new Oid(ClientUse)], false));
        request.CertificateExtensions.Add(
            X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_certificate, true, false));
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        var serial = RandomNumberGenerator.GetBytes(8);
        serial[0] &= 0x7F;
        using var certificate = request.Create(
            _certificate, now + (from ?? TimeSpan.FromDays(-1)), now + (until ?? TimeSpan.FromDays(1)), serial);
        var (certificateFile, keyFile) = (
            Path.Combine(_directory, $"{name}.pem"), Path.Combine(_directory, $"{name}.key"));
        File.WriteAllText(certificateFile, certificate.ExportCertificatePem());
        File.WriteAllText(keyFile, key.ExportPkcs8PrivateKeyPem());
        return (certificateFile, keyFile);
    }

    public void Dispose()
    {
        _certificate.Dispose();
        _key.Dispose();
    }
}
