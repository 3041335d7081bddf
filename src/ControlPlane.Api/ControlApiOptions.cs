namespace ControlPlane.Api;

/// <summary>What the control API needs to know of the node that it speaks for.</summary>
public sealed record ControlApiOptions
{
    /// <summary>
    /// Raw descriptor of a bound Unix stream socket (control.sock: 0600, in a directory of 0700). It stays the
    /// caller's: the API neither closes it nor unlinks its path.
    /// </summary>
    public required ulong ListenHandle { get; init; }

    /// <summary>The uid of the node. Peers of this uid and of uid 0 may ask; any other gets 403.</summary>
    public required uint OwnUid { get; init; }

    /// <summary>What clients may take. The default suits a node.</summary>
    public ControlApiLimits Limits { get; init; } = new();

    /// <summary>The clock of the deadlines.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
