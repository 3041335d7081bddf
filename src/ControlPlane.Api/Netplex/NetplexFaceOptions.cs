namespace ControlPlane.Api.Netplex;

/// <summary>What the face for <c>netplex-admin</c> needs to know of the node that it speaks for.</summary>
public sealed record NetplexFaceOptions
{
    /// <summary>
    /// Raw descriptor of a bound Unix stream socket (netplex.controller/admin: 0600, in a directory of 0700). It stays
    /// the caller's: the face neither closes it nor unlinks its path.
    /// </summary>
    public required ulong ListenHandle { get; init; }

    /// <summary>Absolute path of that socket, for the listing of <c>netplex.controller</c>.</summary>
    public required string SocketPath { get; init; }

    /// <summary>The uid of the node. Peers of this uid and of uid 0 may ask.</summary>
    public required uint OwnUid { get; init; }

    /// <summary>What clients may take. The default suits a node.</summary>
    public NetplexFaceLimits Limits { get; init; } = new();

    /// <summary>The clock of the deadlines.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
