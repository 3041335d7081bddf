using ControlPlane.Api.Tls;

namespace ControlPlane.Api.Peers;

/// <summary>How a node asks its peers.</summary>
public sealed record PeerClientOptions
{
    /// <summary>Null: only peers over plain HTTP on loopback can be asked.</summary>
    public PeerTls? Tls { get; init; }

    /// <summary>How long a peer may take to answer what it need not wait for; connecting included.</summary>
    public TimeSpan AnswerDeadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How much later than the timeout of its command a peer may answer. Less than <see
    /// cref="ControlApiLimits.CommandMargin"/>, so that
    /// the text that a caller gets says which peer it was.
    /// </summary>
    public TimeSpan CommandMargin { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The longest wait for a target, where a command names none; a peer that vanishes is found out earlier.
    /// </summary>
    public TimeSpan MaxCommandTimeout { get; init; } = TimeSpan.FromDays(1);

    /// <summary>How long a connection may take to be made.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long a peer that is being waited for may be silent before it is asked whether it lives; from one second.
    /// </summary>
    public TimeSpan PingDelay { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the answer to that may take; then whatever was asked on the connection has failed.</summary>
    public TimeSpan PingTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>After so long a connection makes place for a new one, with the certificates as they are then.</summary>
    public TimeSpan ConnectionLifetime { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Bytes of an answer.</summary>
    public int MaxAnswerBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>The clock of the deadlines, and by which certificates are judged.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
