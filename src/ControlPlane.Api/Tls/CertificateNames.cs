using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace ControlPlane.Api.Tls;

/// <summary>Whose a certificate is: its common name, and the names and addresses that it is for.</summary>
internal static class CertificateNames
{
    private const string CommonNameOid = "2.5.4.3";

    /// <summary>For audit lines: the common name, else the first DNS name, else the whole subject.</summary>
    public static string Of(X509Certificate2 certificate) =>
        CommonName(certificate)
        ?? Alternative(certificate)?.EnumerateDnsNames().FirstOrDefault() ?? certificate.Subject;

    /// <summary>
    /// Whether it is that of a node: it has the node's name, or the host that the node is reached at.
    /// </summary>
    public static bool Fit(X509Certificate2 certificate, string node, string host)
    {
        var (dns, ip) = (Alternative(certificate)?.EnumerateDnsNames().ToArray() ?? [], Addresses(certificate));
        return IsName(node, CommonName(certificate)) || dns.Any(name => IsName(node, name))
            || (IPAddress.TryParse(host, out var address) ? ip.Contains(address) : dns.Any(name => IsName(host, name)));
    }

    /// <summary><c>node-1, DNS node-1, IP 10.0.0.1</c>.</summary>
    public static string Describe(X509Certificate2 certificate) => string.Join(", ",
    [
        CommonName(certificate) ?? certificate.Subject,
        .. Alternative(certificate)?.EnumerateDnsNames().Select(name => $"DNS {name}") ?? [],
        .. Addresses(certificate).Select(address => $"IP {address}"),
    ]);

    private static bool IsName(string wanted, string? found) =>
        string.Equals(wanted, found, StringComparison.OrdinalIgnoreCase);

    private static string? CommonName(X509Certificate2 certificate) => certificate.SubjectName
        .EnumerateRelativeDistinguishedNames()
        .FirstOrDefault(part => !part.HasMultipleElements && part.GetSingleElementType().Value == CommonNameOid)
        ?.GetSingleElementValue();

    private static IPAddress[] Addresses(X509Certificate2 certificate) =>
        Alternative(certificate)?.EnumerateIPAddresses().ToArray() ?? [];

    private static X509SubjectAlternativeNameExtension? Alternative(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().FirstOrDefault();
}
