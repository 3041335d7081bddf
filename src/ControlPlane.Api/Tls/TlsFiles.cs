using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace ControlPlane.Api.Tls;

/// <summary>
/// The certificates of a face, read again for each new connection, so that replaced files need no restart. While what
/// is there cannot be used (half replaced, for example), the one of before stays in use, and the log says so once.
/// </summary>
/// <param name="face">Its name in the log.</param>
/// <param name="certificate">The certificate, then those between it and the authority.</param>
/// <param name="key">Its key.</param>
/// <param name="authority">Whom to trust; null: nobody is judged.</param>
/// <param name="log">Hears of new ones, and of broken ones.</param>
internal sealed class TlsFiles(string face, string certificate, string key, string? authority, ILogger log)
{
    private readonly Lock _lock = new();
    private PemFile?[] _read = [];
    private TlsIdentity? _identity;
    private string? _problem;

    /// <summary>
    /// Throws <see cref="IOException"/> if the files cannot be used and never could: the text says which and why.
    /// </summary>
    public TlsIdentity Current()
    {
        lock (_lock)
        {
            try
            {
                Refresh();
                _problem = null;
            }
            catch (Exception e) when (e is IOException or CryptographicException)
            {
                Complain(e);
            }

            return _identity!;
        }
    }

    // Small files of the page cache: comparing them costs less than one of the handshake's signatures.
    private void Refresh()
    {
        PemFile?[] now =
            [PemFile.Read(certificate), PemFile.Read(key), authority is null ? null : PemFile.Read(authority)];
        if (_identity is not null && now.Zip(_read).All(pair => pair.First?.IsSame(pair.Second) ?? true))
        {
            return;
        }

        _identity = TlsIdentity.Of(now[0]!, now[1]!, now[2]);
        _read = now;
        var own = _identity.Own.TargetCertificate;
        log.CertificateInUse(face, own.Subject, certificate, own.NotAfter.ToUniversalTime());
    }

    private void Complain(Exception broken)
    {
        if (_identity is null)
        {
            throw new IOException(broken.Message, broken);
        }

        if (_problem != broken.Message)
        {
            _problem = broken.Message;
            log.CertificateBroken(face, broken.Message);
        }
    }
}
