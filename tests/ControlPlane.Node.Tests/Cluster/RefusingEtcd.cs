using ControlPlane.Etcd;

namespace ControlPlane.Node.Tests.Cluster;

/// <summary>An etcd that refuses some transactions.</summary>
/// <param name="etcd">It answers all the rest.</param>
/// <param name="refusal">Null: this one is for <paramref name="etcd"/>.</param>
internal sealed class RefusingEtcd(IEtcd etcd, Func<Txn, EtcdException?> refusal) : IEtcd
{
    /// <summary>So many transactions were asked for.</summary>
    public int Asked { get; private set; }

    public Task<TxnReply> CommitAsync(Txn txn, CancellationToken cancellation = default)
    {
        Asked++;
        return refusal(txn) is { } refused
            ? Task.FromException<TxnReply>(refused)
            : etcd.CommitAsync(txn, cancellation);
    }

    public Task<RangeReply> RangeAsync(KeyRange range, CancellationToken cancellation = default) =>
        etcd.RangeAsync(range, cancellation);

    public Task<Lease> GrantAsync(TimeSpan ttl, CancellationToken cancellation = default) =>
        etcd.GrantAsync(ttl, cancellation);

    public Task<TimeSpan?> KeepAliveAsync(long lease, CancellationToken cancellation = default) =>
        etcd.KeepAliveAsync(lease, cancellation);

    public Task RevokeAsync(long lease, CancellationToken cancellation = default) =>
        etcd.RevokeAsync(lease, cancellation);

    public IDisposable Watch(KeyRange range, long fromRevision, Action<WatchNews> listener) =>
        etcd.Watch(range, fromRevision, listener);
}
