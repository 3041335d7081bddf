using ControlPlane.Api.Callers;
using ControlPlane.Api.Tls;
using ControlPlane.Contracts.Admin;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ControlPlane.Api.Peers;

/// <summary>
/// Among nodes: whoever has the token, for a certificate of the authority alone makes nobody a node: perhaps it signs
/// for others too. Over TLS also the name of the certificate that the handshake has accepted; and whom they say they
/// ask for, which nobody can check: so it is never said without the peer that said it.
/// </summary>
/// <param name="face">Its name in the log.</param>
/// <param name="token">What the cluster shares.</param>
/// <param name="log">Hears of wrong tokens.</param>
internal sealed class PeerCallers(string face, Func<string?> token, ILogger log) : ICallers
{
    private const int MaxName = 100;

    private readonly BearerToken _token = new(face, token, log);

    public Caller Identify(HttpContext context, string target)
    {
        _token.Check(context, target);
        var name = context.Connection.ClientCertificate is { } certificate
            ? $"peer {CallerHeader.Safe(CertificateNames.Of(certificate), MaxName)}"
            : "peer";
        return new Caller(CallerHeader.Read(context.Request) is { Length: > 0 } behalf ? $"{name} for {behalf}" : name);
    }
}
