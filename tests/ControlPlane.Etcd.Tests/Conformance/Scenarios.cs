using System.Collections.Immutable;

namespace ControlPlane.Etcd.Tests.Conformance;

/// <summary>What every etcd has to fulfil; played on the real one and on the fake one.</summary>
public abstract class Scenarios(EtcdUnderTest etcd)
{
    private static int _prefixes;

    protected EtcdUnderTest Etcd => etcd;

    /// <summary>Of this scenario's own keys: several share one etcd.</summary>
    protected string Prefix { get; } = $"/spec/{Interlocked.Increment(ref _prefixes)}/";

    protected KeyRange All => KeyRange.Prefix(Prefix);

    protected string Key(string name) => Prefix + name;

    protected Task<RangeReply> Read(KeyRange range) => etcd.Answer(etcd.Client.RangeAsync(range));

    protected Task<TxnReply> Commit(Txn txn) => etcd.Answer(etcd.Client.CommitAsync(txn));

    protected Task<TxnReply> Commit(params ReadOnlySpan<Operation> operations) => Commit(Txn.Of(operations));

    protected async Task<long> Put(string name, string value, long lease = 0) =>
        (await Commit(new Operation.Put(Key(name), value, lease))).Revision;

    protected async Task<long> Delete(string name) =>
        (await Commit(new Operation.Delete(KeyRange.One(Key(name))))).Revision;

    protected async Task<KeyValue?> Get(string name)
    {
        var items = (await Read(KeyRange.One(Key(name)))).Items;
        return items.IsEmpty ? null : Assert.Single(items);
    }

    protected async Task<string> Names() =>
        string.Join(' ', (await Read(All)).Items.Select(item => item.Key[Prefix.Length..]));

    protected Task<Lease> Grant(int seconds = 60) => etcd.Answer(etcd.Client.GrantAsync(TimeSpan.FromSeconds(seconds)));

    protected Task<TimeSpan?> KeepAlive(long lease) => etcd.Answer(etcd.Client.KeepAliveAsync(lease));

    protected Task Revoke(long lease) => etcd.Done(etcd.Client.RevokeAsync(lease));

    protected async Task<EtcdFailure> Failure(Func<Task> asked) =>
        (await Assert.ThrowsAsync<EtcdException>(asked)).Failure;

    protected Task Until(Func<bool> condition, Func<string> describe) => etcd.Until(condition, describe);

    protected Task Compact(long revision) => etcd.CompactAsync(revision);

    private protected IDisposable Watch(KeyRange range, long from, out Heard heard)
    {
        heard = new Heard();
        return etcd.Client.Watch(range, from, heard.Hear);
    }

    private protected Task Tells(Heard heard, string story) => Until(
        () => heard.Story(Prefix) == story,
        () => $"expected [{story}], heard [{heard.Story(Prefix)}] in [{string.Join("; ", heard.News)}]");

    protected static ImmutableArray<Operation> List(params ReadOnlySpan<Operation> operations) => [.. operations];
}
