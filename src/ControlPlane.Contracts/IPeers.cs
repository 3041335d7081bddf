using ControlPlane.Contracts.Admin;

namespace ControlPlane.Contracts;

/// <summary>How a node speaks to the others of its cluster: through their control API, and in no other way.</summary>
public interface IPeers
{
    /// <summary>
    /// Asks another node, of itself only. Never throws: no answer in time, or no connection, is
    /// <see cref="AdminProtocol.Refused"/> with <see cref="Refusal.Unavailable"/>, and what was asked may have
    /// happened.
    /// </summary>
    /// <param name="peer">Whom.</param>
    /// <param name="request">Anything but <see cref="ClusterProtocol.OnNode"/>.</param>
    /// <param name="caller">On whose behalf, for the audit line there.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    Task<AdminProtocol.Reply> AskAsync(
        PeerAddress peer, AdminProtocol.Request request, Caller caller, CancellationToken cancellation);
}

/// <param name="Node">The name; over TLS the certificate has to have it, or the host of the address.</param>
/// <param name="Address"><c>10.0.0.1:8443</c>, <c>[::1]:8443</c>.</param>
/// <param name="Tls">False: plain HTTP, on loopback only.</param>
/// <param name="Token">What the cluster shares; sent as bearer token.</param>
public sealed record PeerAddress(string Node, string Address, bool Tls, string Token);
