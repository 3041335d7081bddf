using System.Net;
using ControlPlane.Api.Tls;

namespace ControlPlane.Api.Peers;

/// <summary>Where and to whom a node answers its peers.</summary>
public sealed record PeerFaceOptions
{
    /// <summary>
    /// Port 0: a free one, see <see cref="Server.TcpFace.Endpoint"/>. Anything but loopback needs <see cref="Tls"/>.
    /// </summary>
    public required IPEndPoint Listen { get; init; }

    /// <summary>Null: plain HTTP with the token.</summary>
    public PeerTls? Tls { get; init; }

    /// <summary>
    /// What the cluster shares, as it is now; asked at each request over plain HTTP. Null: not known yet, refused as
    /// unavailable.
    /// </summary>
    public required Func<string?> Token { get; init; }

    /// <summary>What peers may take. The default suits a node.</summary>
    public ControlApiLimits Limits { get; init; } = new();

    /// <summary>The clock of the deadlines, and by which certificates are judged.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
