using ControlPlane.Api.Callers;
using ControlPlane.Api.Tls;
using ControlPlane.Contracts.Admin;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ControlPlane.Api.Peers;

/// <summary>
/// Among nodes: over TLS the name of the certificate that the handshake has accepted, else whoever has the token; and
/// whom they say they ask for.
/// </summary>
/// <param name="face">Its name in the log.</param>
/// <param name="isPlain">Whether there is no TLS.</param>
/// <param name="token">What the cluster shares.</param>
/// <param name="log">Hears of wrong tokens.</param>
internal sealed class PeerCallers(string face, bool isPlain, Func<string?> token, ILogger log) : ICallers
{
    private const int MaxName = 100;

    private readonly BearerToken _token = new(face, token, log);

    public Caller Identify(HttpContext context, string target)
    {
        if (isPlain)
        {
            _token.Check(context, target);
        }

        var name = context.Connection.ClientCertificate is { } certificate
            ? CallerHeader.Safe(CertificateNames.Of(certificate), MaxName)
            : "peer";
        return new Caller(CallerHeader.Read(context.Request) is { Length: > 0 } behalf ? $"{name} for {behalf}" : name);
    }
}
