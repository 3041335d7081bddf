using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace ControlPlane.Api.Tls;

/// <summary>Certificates as they were read from their files.</summary>
/// <param name="Own">The certificate with its key and its chain.</param>
/// <param name="Authorities">Whom to trust; empty where nobody is judged.</param>
internal sealed record TlsIdentity(SslStreamCertificateContext Own, X509Certificate2Collection Authorities)
{
    /// <summary>Throws <see cref="CryptographicException"/> with the file and what is wrong with it.</summary>
    public static TlsIdentity Of(PemFile certificate, PemFile key, PemFile? authority)
    {
        var chain = Certificates(certificate);
        var own = WithKey(certificate, key);
        var between = new X509Certificate2Collection(
            chain.Where(one => !one.RawDataMemory.Span.SequenceEqual(own.RawDataMemory.Span)).ToArray());
        return new TlsIdentity(
            SslStreamCertificateContext.Create(own, between, offline: true),
            authority is null ? [] : Certificates(authority));
    }

    private static X509Certificate2 WithKey(PemFile certificate, PemFile key)
    {
        try
        {
            return X509Certificate2.CreateFromPem(certificate.Text, key.Text);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new CryptographicException(
                $"the key [{key.Path}] does not belong to the certificate [{certificate.Path}], "
                + $"or cannot be used: {e.Message}");
        }
    }

    private static X509Certificate2Collection Certificates(PemFile file)
    {
        var all = new X509Certificate2Collection();
        try
        {
            all.ImportFromPem(file.Text);
        }
        catch (CryptographicException e)
        {
            throw new CryptographicException(
                $"the file [{file.Path}] has a certificate that cannot be read: {e.Message}");
        }

        return all.Count > 0
            ? all
            : throw new CryptographicException(
                $"the file [{file.Path}] has no certificate; expected one or more in PEM");
    }
}

/// <summary>A PEM file as it was at one moment.</summary>
internal sealed record PemFile(string Path, byte[] Bytes)
{
    private const int MaxBytes = 1024 * 1024;

    public string Text => Encoding.UTF8.GetString(Bytes);

    /// <summary>Throws <see cref="IOException"/> with the file and what is wrong with it.</summary>
    public static PemFile Read(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            if (file.Length > MaxBytes)
            {
                throw new IOException($"it has {file.Length} bytes; expected at most {MaxBytes}");
            }

            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            return new PemFile(path, bytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new IOException($"the file [{path}] cannot be read: {e.Message}", e);
        }
    }

    public bool IsSame(PemFile? other) => other is not null && Bytes.AsSpan().SequenceEqual(other.Bytes);
}
