using ControlPlane.Contracts.Admin;

namespace ControlPlane.Api.Netplex;

/// <summary>Bounds on what clients of the admin socket may take: connections, bytes, time.</summary>
public sealed record NetplexFaceLimits
{
    /// <summary>Connections of peers that may ask, idle ones included. One more is closed.</summary>
    public int MaxConnections { get; init; } = 64;

    /// <summary>Connections of peers that may not ask, counted apart so that they lock nobody out.</summary>
    public int MaxForeignConnections { get; init; } = 16;

    /// <summary>Bytes of a call, its head included: the largest admin message, padding included, fits.</summary>
    public int MaxRecordBytes { get; init; } = MessageLimits.MaxBytes + (8 * MessageLimits.MaxArguments) + 2048;

    /// <summary>Fragments of a call.</summary>
    public int MaxFragments { get; init; } = 1024;

    /// <summary>
    /// Bytes that are read or sent at a time; so much waits in memory for a slow peer, and the kernel's buffers.
    /// </summary>
    public int ChunkBytes { get; init; } = 16 * 1024;

    /// <summary>From the first byte of a call to its last.</summary>
    public TimeSpan RecordTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a peer may take to read one chunk of a reply.</summary>
    public TimeSpan WriteTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a connection may stay without a call.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long replies on their way may take when the face stops; then their connections are cut.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(5);
}
