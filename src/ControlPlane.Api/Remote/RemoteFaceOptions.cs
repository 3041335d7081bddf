using System.Net;
using ControlPlane.Api.Tls;

namespace ControlPlane.Api.Remote;

/// <summary>Where and to whom a node answers people over TCP: <c>controller.control</c>.</summary>
public sealed record RemoteFaceOptions
{
    /// <summary>
    /// Port 0: a free one, see <see cref="Server.TcpFace.Endpoint"/>. Anything but loopback needs <see cref="Tls"/>.
    /// </summary>
    public required IPEndPoint Listen { get; init; }

    /// <summary>
    /// Absolute path of a file with nothing but the token, read at each request; without it nobody may ask.
    /// </summary>
    public required string TokenFile { get; init; }

    /// <summary>Null: plain HTTP/1.1.</summary>
    public ServerTls? Tls { get; init; }

    /// <summary>What clients may take. The default suits a node.</summary>
    public ControlApiLimits Limits { get; init; } = new();

    /// <summary>The clock of the deadlines.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
