using System.Net;
using System.Text.Json;

namespace ControlPlane.Etcd.Gateway;

/// <summary>
/// What an error of etcd means to us. Codes are those of gRPC; where they are too coarse, its text decides.
/// </summary>
internal static class Failures
{
    private const int Cancelled = 1;
    private const int Unknown = 2;
    private const int DeadlineExceeded = 4;
    private const int PermissionDenied = 7;
    private const int Internal = 13;
    private const int Unavailable = 14;
    private const int Unauthenticated = 16;
    private const int LongestQuote = 200;

    private static readonly (string Text, EtcdFailure Failure)[] Texts =
    [
        ("database space exceeded", EtcdFailure.NoSpace),
        ("requested lease not found", EtcdFailure.LeaseLost),
        ("permission denied", EtcdFailure.Denied),
        ("invalid user ID or password", EtcdFailure.Denied),
        ("user name is empty", EtcdFailure.Denied),
        ("user name not found", EtcdFailure.Denied),
        ("invalid auth token", EtcdFailure.Denied),
        ("revision of auth store is old", EtcdFailure.Denied),
        ("CommonName of client sending a request against gateway", EtcdFailure.Denied),
        ("no leader", EtcdFailure.Unavailable),
        ("leader changed", EtcdFailure.Unavailable),
        ("timed out", EtcdFailure.Unavailable),
        ("too many requests", EtcdFailure.Unavailable),
    ];

    private static readonly string[] Stale =
        ["invalid auth token", "revision of auth store is old", "user name is empty"];

    /// <summary>The token was refused, not the user: a new one may help.</summary>
    public static bool IsStaleToken(string message) => Array.Exists(Stale, message.Contains);

    public static bool IsCompactedAlready(string message) =>
        message.Contains("required revision has been compacted", StringComparison.Ordinal);

    /// <summary>What an answer that is not 200 means.</summary>
    public static (EtcdFailure Failure, string Message) Of(HttpStatusCode status, ReadOnlySpan<byte> body)
    {
        try
        {
            if (JsonSerializer.Deserialize(body, GatewayJson.Default.WireFailure) is { Message: { } message } failure)
            {
                return (Of(failure.Code, message, status), message);
            }
        }
        catch (JsonException)
        {
            // Not etcd's own words: a proxy's, or another server's.
        }

        var text = System.Text.Encoding.UTF8.GetString(body[..Math.Min(body.Length, LongestQuote)]).Trim();
        return (Of(0, text, status), $"{(int)status} {text}");
    }

    public static EtcdFailure Of(int code, string message, HttpStatusCode status = HttpStatusCode.OK)
    {
        foreach (var (text, failure) in Texts)
        {
            if (message.Contains(text, StringComparison.Ordinal))
            {
                return failure;
            }
        }

        return code switch
        {
            PermissionDenied or Unauthenticated => EtcdFailure.Denied,
            Cancelled or Unknown or DeadlineExceeded or Internal or Unavailable => EtcdFailure.Unavailable,
            0 when status >= HttpStatusCode.InternalServerError => EtcdFailure.Unavailable,
            0 when status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => EtcdFailure.Denied,
            _ => EtcdFailure.Refused,
        };
    }
}
