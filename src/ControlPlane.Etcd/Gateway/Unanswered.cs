using System.Net.Sockets;
using System.Security.Authentication;

namespace ControlPlane.Etcd.Gateway;

/// <summary>
/// One endpoint did not answer. Never leaves the client: others are asked, or the caller gets its failure.
/// </summary>
/// <param name="failure">What the caller gets if nobody else answers.</param>
/// <param name="message">Endpoint, and what happened.</param>
/// <param name="notSent">The request has certainly not arrived there.</param>
/// <param name="cause">What it was.</param>
internal sealed class Unanswered(EtcdFailure failure, string message, bool notSent, Exception cause)
    : Exception(message, cause)
{
    public bool NotSent => notSent;

    public static Unanswered Because(Uri endpoint, string path, string why, bool notSent, Exception cause) =>
        new(EtcdFailure.Unavailable, $"{new Uri(endpoint, path)}: {why}", notSent, cause);

    public static Unanswered Because(Uri endpoint, string path, Exception cause)
    {
        var root = cause.GetBaseException();
        var error = (cause as HttpRequestException)?.HttpRequestError ?? HttpRequestError.Unknown;
        var denied = error == HttpRequestError.SecureConnectionError || root is AuthenticationException;
        return new(
            denied ? EtcdFailure.Denied : EtcdFailure.Unavailable,
            $"{new Uri(endpoint, path)}: {root.Message}{Hint(endpoint, error, root)}",
            error is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
                or HttpRequestError.SecureConnectionError,
            cause);
    }

    /// <summary>It was another request that got no answer, one before ours.</summary>
    public Unanswered BeforeSending() => new(failure, Message, true, InnerException!);

    // A server that does not like our certificate says so after the handshake: mostly, all we see is a broken
    // connection.
    private static string Hint(Uri endpoint, HttpRequestError error, Exception root) =>
        endpoint.Scheme == Uri.UriSchemeHttps && error != HttpRequestError.ConnectionError && root is SocketException
            ? " (it may not accept our certificate)"
            : "";

    public EtcdException ToFailure() => new(failure, Message, InnerException);
}
