using System.Text.Json.Serialization;

namespace ControlPlane.Etcd.Gateway;

// What the gateway is asked.

internal sealed record WireRange(byte[] Key, byte[]? RangeEnd, long? Limit = null, long? Revision = null);

internal sealed record WirePut(byte[] Key, byte[] Value, long Lease);

internal sealed record WireOperation(WirePut? RequestPut, WireRange? RequestDeleteRange, WireRange? RequestRange);

internal sealed record WireCompare(
    byte[] Key, string Target, string Result, long? CreateRevision, long? ModRevision, byte[]? Value);

internal sealed record WireTxn(WireCompare[] Compare, WireOperation[] Success, WireOperation[] Failure);

internal sealed record WireLeaseRequest(
    [property: JsonPropertyName("ID")] long Id,
    [property: JsonPropertyName("TTL")] long Ttl);

internal sealed record WireCompaction(long Revision);

internal sealed record WireCredentials(string Name, string Password);

internal sealed record WireWatchRequest(WireWatchCreate CreateRequest);

internal sealed record WireWatchCreate(
    byte[] Key, byte[]? RangeEnd, long StartRevision, bool ProgressNotify, bool Fragment);
