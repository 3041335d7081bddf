using System.Net;
using ControlPlane.Contracts;

namespace ControlPlane.Api.Peers;

/// <summary>Where a peer is, checked.</summary>
/// <param name="Node">Its name.</param>
/// <param name="Root">Scheme, host and port.</param>
internal sealed record PeerTarget(string Node, Uri Root)
{
    public bool IsSecure => Root.Scheme == Uri.UriSchemeHttps;

    /// <summary>Null, and why, if it cannot be asked like this.</summary>
    public static PeerTarget? Of(PeerAddress peer, bool canSecure, out string problem)
    {
        problem = "";
        if (!Uri.TryCreate($"{(peer.Tls ? "https" : "http")}://{peer.Address}", UriKind.Absolute, out var root)
            || root.PathAndQuery != "/" || root.UserInfo.Length > 0 || root.Fragment.Length > 0
            || !peer.Address.Contains(':', StringComparison.Ordinal))
        {
            problem = "that is no address; expected HOST:PORT";
        }
        else if (peer.Tls && !canSecure)
        {
            problem = "it is reached over TLS, and this node has no cluster.tls";
        }
        else if (!peer.Tls && !IsLoopback(root))
        {
            problem = "plain HTTP is for loopback only; give both nodes a cluster.tls";
        }

        return problem.Length > 0 ? null : new PeerTarget(peer.Node, root!);
    }

    /// <summary>As it is written: a service that is called <c>..</c> is no way up.</summary>
    public Uri Of(string pathAndQuery) => new(
        Root.GetLeftPart(UriPartial.Authority) + pathAndQuery,
        new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });

    private static bool IsLoopback(Uri root) => IPAddress.TryParse(root.DnsSafeHost, out var address)
        ? IPAddress.IsLoopback(address)
        : root.Host == "localhost";
}
