using System.Security.Cryptography;
using System.Text;
using ControlPlane.Api.Requests;
using ControlPlane.Contracts.Admin;
using ControlPlane.Contracts.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ControlPlane.Api.Callers;

/// <summary>
/// Compares the token of a request (RFC 6750, <c>Authorization: Bearer TOKEN</c>) with the one that is expected.
/// </summary>
/// <param name="face">Its name in the log.</param>
/// <param name="expected">The token as it is now; null or empty: there is none, and nobody may ask.</param>
/// <param name="log">Hears of wrong ones.</param>
internal sealed class BearerToken(string face, Func<string?> expected, ILogger log)
{
    private const string Scheme = "Bearer ";

    /// <summary>Throws <see cref="RequestRefusedException"/> (401, or 503 as long as no token is known here).</summary>
    public void Check(HttpContext context, string target)
    {
        if (expected() is not { Length: > 0 } token)
        {
            throw new RequestRefusedException(503, new ErrorBody(
                "this node does not know the token yet by which callers are told apart",
                "try again; its log says why",
                Refusal.Unavailable));
        }

        var given = context.Request.Headers.Authorization.ToString();
        if (given.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            && IsSame(given[Scheme.Length..].Trim(), token))
        {
            return;
        }

        var how = given.Length == 0 ? "without a token" : "with a wrong token";
        log.WrongToken(face, Origin(context), context.Request.Method, target, how);
        context.Response.Headers.WWWAuthenticate = "Bearer";
        throw new RequestRefusedException(401, new ErrorBody(
            given.Length == 0 ? "the request has no token" : "the token of the request is not the one of this node",
            "send the header Authorization: Bearer TOKEN",
            Refusal.Forbidden));
    }

    /// <summary>Where the connection comes from, for people.</summary>
    public static string Origin(HttpContext context) =>
        context.Connection.RemoteIpAddress?.ToString() ?? "an unknown address";

    // Of digests, so that not even the length shows in the time that it takes.
    private static bool IsSame(string given, string token) => CryptographicOperations.FixedTimeEquals(
        SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
