namespace ControlPlane.Etcd;

/// <summary>
/// What a control plane needs of an etcd cluster (v3). Keys and values are UTF-8 text. Every call has a deadline of the
/// client's own and fails with <see cref="EtcdException"/>; whether a call that failed so has changed anything is
/// unknown, but for <see cref="EtcdFailure.Refused"/>.
/// </summary>
/// <remarks>etcd documentation, "etcd API v3"; a fake with the same semantics serves simulations.</remarks>
public interface IEtcd
{
    /// <summary>Reads keys, linearizable, sorted by key.</summary>
    Task<RangeReply> RangeAsync(KeyRange range, CancellationToken cancellation = default);

    /// <summary>All comparisons hold: does the one list of operations, else the other; in one revision.</summary>
    Task<TxnReply> CommitAsync(Txn txn, CancellationToken cancellation = default);

    /// <summary>A lease whose keys vanish when it is not kept alive for that long.</summary>
    /// <param name="ttl">Whole seconds, at least 1; the server may grant more.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    Task<Lease> GrantAsync(TimeSpan ttl, CancellationToken cancellation = default);

    /// <summary>The time that the lease has from now on; null: it is lost for good.</summary>
    Task<TimeSpan?> KeepAliveAsync(long lease, CancellationToken cancellation = default);

    /// <summary>Ends a lease and its keys. One that is not there any more is no error.</summary>
    Task RevokeAsync(long lease, CancellationToken cancellation = default);

    /// <summary>
    /// Tells every change of the keys from a revision on, in order and without a gap, until it is disposed. Connections
    /// that break, or fall silent, are made anew behind it. The listener is called by one thread at a time and must
    /// only hand on.
    /// </summary>
    /// <param name="range">Which keys.</param>
    /// <param name="fromRevision">The first revision of interest: that of a read, plus 1.</param>
    /// <param name="listener">Hears what happens.</param>
    IDisposable Watch(KeyRange range, long fromRevision, Action<WatchNews> listener);
}
