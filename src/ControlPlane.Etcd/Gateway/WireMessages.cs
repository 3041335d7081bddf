using System.Text.Json.Serialization;

namespace ControlPlane.Etcd.Gateway;

// What the gateway says, as it says it: 64-bit numbers as strings, bytes in base64, and what is zero or empty left out.

internal sealed record WireHeader(long Revision);

/// <summary>What any answer may have.</summary>
internal interface IWireAnswer
{
    /// <summary>Of the store; 0: it does not say.</summary>
    long Revision { get; }
}

internal sealed record WireKeyValue(
    byte[]? Key, byte[]? Value, long CreateRevision, long ModRevision, long Version, long Lease);

internal sealed record WireRangeReply(WireHeader? Header, WireKeyValue?[]? Kvs, bool More) : IWireAnswer
{
    public long Revision => Header?.Revision ?? 0;
}

/// <summary>Of a request that deletes keys or a lease, or forgets history.</summary>
internal sealed record WireDeleteReply(WireHeader? Header) : IWireAnswer
{
    public long Revision => Header?.Revision ?? 0;
}

internal sealed record WireOperationReply(WireRangeReply? ResponseRange);

internal sealed record WireTxnReply(WireHeader? Header, bool Succeeded, WireOperationReply?[]? Responses) : IWireAnswer
{
    public long Revision => Header?.Revision ?? 0;
}

internal sealed record WireLease(
    WireHeader? Header,
    [property: JsonPropertyName("ID")] long Id,
    [property: JsonPropertyName("TTL")] long Ttl) : IWireAnswer
{
    public long Revision => Header?.Revision ?? 0;
}

/// <summary>A line of a stream: a result or an error.</summary>
internal sealed record WireKeepAlive(WireLease? Result, WireError? Error) : IWireAnswer, IWireLine
{
    public long Revision => Result?.Revision ?? 0;
}

internal sealed record WireToken(WireHeader? Header, string? Token) : IWireAnswer
{
    public long Revision => Header?.Revision ?? 0;
}

internal sealed record WireEvent(string? Type, WireKeyValue? Kv);

internal sealed record WireWatch(
    WireHeader? Header,
    bool Created,
    bool Canceled,
    long CompactRevision,
    string? CancelReason,
    bool Fragment,
    WireEvent?[]? Events);

internal sealed record WireWatchLine(WireWatch? Result, WireError? Error) : IWireAnswer, IWireLine
{
    public long Revision => Result?.Header?.Revision ?? 0;
}

internal interface IWireLine
{
    WireError? Error { get; }
}

/// <summary>An error inside a stream.</summary>
internal sealed record WireError(int GrpcCode, int Code, string? Message);

/// <summary>An error as a whole answer.</summary>
internal sealed record WireFailure(int Code, string? Message);
