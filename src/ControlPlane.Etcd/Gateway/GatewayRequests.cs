using System.Text;
using System.Text.Json;

namespace ControlPlane.Etcd.Gateway;

/// <summary>Requests in the gateway's words.</summary>
internal static class GatewayRequests
{
    private const string Equal = "EQUAL";

    public static byte[] Of(KeyRange range) =>
        JsonSerializer.SerializeToUtf8Bytes(Range(range), GatewayJson.Default.WireRange);

    /// <param name="range">Which keys.</param>
    /// <param name="limit">The first so many of them.</param>
    /// <param name="revision">As they were then; null: as they are.</param>
    public static byte[] OfPage(KeyRange range, int limit, long? revision) => JsonSerializer.SerializeToUtf8Bytes(
        Range(range) with { Limit = limit, Revision = revision }, GatewayJson.Default.WireRange);

    public static byte[] Of(Txn txn) => JsonSerializer.SerializeToUtf8Bytes(
        new WireTxn(
            [.. txn.If.Select(Compare)], [.. txn.Then.Select(Operation)], [.. txn.Else.Select(Operation)]),
        GatewayJson.Default.WireTxn);

    /// <summary>A lease of at least that long, in whole seconds.</summary>
    public static byte[] OfGrant(TimeSpan ttl) => Lease(new WireLeaseRequest(0, (long)Math.Ceiling(ttl.TotalSeconds)));

    public static byte[] OfLease(long lease) => Lease(new WireLeaseRequest(lease, 0));

    public static byte[] OfCompaction(long revision) => JsonSerializer.SerializeToUtf8Bytes(
        new WireCompaction(revision), GatewayJson.Default.WireCompaction);

    public static byte[] Of(EtcdUser user) => JsonSerializer.SerializeToUtf8Bytes(
        new WireCredentials(user.Name, user.Password()), GatewayJson.Default.WireCredentials);

    /// <summary>
    /// Fragments, so that no line is larger than a request may be; and word now and then while nothing happens.
    /// </summary>
    public static byte[] OfWatch(KeyRange range, long fromRevision) => JsonSerializer.SerializeToUtf8Bytes(
        new WireWatchRequest(new WireWatchCreate(
            Bytes(range.Key), range.End is null ? null : Bytes(range.End), fromRevision, true, true)),
        GatewayJson.Default.WireWatchRequest);

    private static byte[] Lease(WireLeaseRequest request) =>
        JsonSerializer.SerializeToUtf8Bytes(request, GatewayJson.Default.WireLeaseRequest);

    private static WireCompare Compare(Comparison comparison) => comparison switch
    {
        Comparison.CreatedAt made => new(Bytes(made.Key), "CREATE", Equal, made.Revision, null, null),
        Comparison.ChangedAt changed => new(Bytes(changed.Key), "MOD", Equal, null, changed.Revision, null),
        Comparison.Holds holds => new(Bytes(holds.Key), "VALUE", Equal, null, null, Bytes(holds.Value)),
        _ => throw new ArgumentOutOfRangeException(nameof(comparison)),
    };

    private static WireOperation Operation(Operation operation) => operation switch
    {
        Etcd.Operation.Put put => new(new WirePut(Bytes(put.Key), Bytes(put.Value), put.Lease), null, null),
        Etcd.Operation.Delete delete => new(null, Range(delete.Range), null),
        Etcd.Operation.Get get => new(null, null, Range(get.Range)),
        _ => throw new ArgumentOutOfRangeException(nameof(operation)),
    };

    private static WireRange Range(KeyRange range) =>
        new(Bytes(range.Key), range.End is null ? null : Bytes(range.End));

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
