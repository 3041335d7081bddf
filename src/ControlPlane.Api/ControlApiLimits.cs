using ControlPlane.Contracts.Admin;

namespace ControlPlane.Api;

/// <summary>Bounds on what clients of the control API may take: connections, requests, bytes, time.</summary>
public sealed record ControlApiLimits
{
    /// <summary>Connections of peers that may ask, idle ones included. One more is answered 503 and closed.</summary>
    public int MaxConnections { get; init; } = 256;

    /// <summary>Connections of peers that may not ask, counted apart so that they lock nobody out.</summary>
    public int MaxForeignConnections { get; init; } = 16;

    /// <summary>Requests that change nothing, at once. One more is answered 503.</summary>
    public int MaxQueries { get; init; } = 32;

    /// <summary>
    /// Requests that change something, at once; most of their time they wait. One more is answered 503.
    /// </summary>
    public int MaxCommands { get; init; } = 64;

    /// <summary>Bytes of a request body; more is answered 413.</summary>
    public int MaxBodyBytes { get; init; } = 64 * 1024;

    /// <summary>The same for admin messages: the largest one, each of its characters escaped in JSON.</summary>
    public int MaxMessageBodyBytes { get; init; } = (6 * MessageLimits.MaxBytes) + 4096;

    /// <summary>The same for configurations of the cluster, each of their characters escaped in JSON.</summary>
    public int MaxConfigurationBodyBytes { get; init; } =
        (6 * (ConfigurationLimits.MaxBytes + ConfigurationLimits.MaxOrigin)) + 4096;

    /// <summary>From the first byte of a request to the end of its headers; later is answered 408.</summary>
    public TimeSpan HeadersTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a connection may stay without a request.</summary>
    public TimeSpan KeepAliveTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// How long an HTTP/2 connection may be silent before it is asked whether it lives; from one second.
    /// </summary>
    public TimeSpan PingDelay { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the answer to that may take; then the connection is cut, and its requests with it.</summary>
    public TimeSpan PingTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Bytes a second below which a body that arrives, or a reply that is fetched, is given up.</summary>
    public double MinBytesPerSecond { get; init; } = 16 * 1024;

    /// <summary>How long a transfer may be slower than <see cref="MinBytesPerSecond"/>; more than one second.</summary>
    public TimeSpan SlowTransferGrace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the node may take to answer what it need not wait for; later is answered 504.</summary>
    public TimeSpan AnswerDeadline { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How much later than the timeout of its command the node may answer; later is answered 504.</summary>
    public TimeSpan CommandMargin { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The longest wait for a target that a client may ask for.</summary>
    public TimeSpan MaxCommandTimeout { get; init; } = TimeSpan.FromDays(1);

    /// <summary>How long replies on their way may take when the API stops; then their connections are cut.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(5);
}
