using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace ControlPlane.Etcd.Gateway;

/// <summary>The gateway's answers in our words.</summary>
internal static class GatewayAnswers
{
    private const string Deleted = "DELETE";

    /// <summary>Seconds that etcd grants at most.</summary>
    private const long LongestTtl = 9_000_000_000;

    public static RangeReply ToReply(this WireRangeReply answer) => new(answer.Revision, Items(answer));

    public static TxnReply ToReply(this WireTxnReply answer) => new(
        answer.Revision,
        answer.Succeeded,
        [.. (answer.Responses ?? []).Select(r => Present(r).ResponseRange).OfType<WireRangeReply>().Select(Items)]);

    public static Lease ToLease(this WireLease answer) => answer is { Id: not 0, Ttl: > 0 and <= LongestTtl }
        ? new Lease(answer.Id, TimeSpan.FromSeconds(answer.Ttl))
        : throw new JsonException("there is no lease in it");

    /// <summary>Null: the lease is lost.</summary>
    public static TimeSpan? ToTtl(this WireKeepAlive answer) =>
        answer.Result is { Ttl: > 0 and <= LongestTtl } kept ? TimeSpan.FromSeconds(kept.Ttl) : null;

    public static ImmutableArray<WatchEvent> ToEvents(this WireWatch watch) =>
        [.. (watch.Events ?? []).Select(e => ToEvent(Present(e)))];

    private static WatchEvent ToEvent(WireEvent change)
    {
        var item = ToItem(change.Kv);
        return string.Equals(change.Type, Deleted, StringComparison.Ordinal)
            ? new WatchEvent(true, new KeyValue(item.Key, "", 0, item.ModRevision, 0, 0))
            : new WatchEvent(false, item);
    }

    private static ImmutableArray<KeyValue> Items(WireRangeReply answer) => [.. (answer.Kvs ?? []).Select(ToItem)];

    private static KeyValue ToItem(WireKeyValue? wire)
    {
        var kv = Present(wire);
        return new(Text(kv.Key), Text(kv.Value), kv.CreateRevision, kv.ModRevision, kv.Version, kv.Lease);
    }

    private static string Text(byte[]? bytes) => bytes is null ? "" : Encoding.UTF8.GetString(bytes);

    private static T Present<T>(T? part)
        where T : class => part ?? throw new JsonException("a part of the answer is null");
}
