using ControlPlane.Etcd.Gateway;
using ControlPlane.Etcd.Watching;

namespace ControlPlane.Etcd;

/// <summary>
/// The client of a real etcd, over its JSON gateway. It stays with one endpoint as long as that answers. A request that
/// failed is sent to the next one; a transaction only if it has certainly not arrived, for it must not happen twice.
/// </summary>
public sealed class EtcdClient : IEtcd, IEtcdHistory, IDisposable
{
    private readonly GatewayClient _gateway;
    private readonly TimeProvider _time;
    private readonly Random _random;
    private readonly Lock _gate = new();

    /// <param name="settings">Where etcd is.</param>
    /// <param name="time">Null: the system's.</param>
    /// <param name="seed">Spreads the attempts of watches to connect again.</param>
    /// <exception cref="ArgumentException">No endpoint, or certificates that cannot be read.</exception>
    public EtcdClient(EtcdSettings settings, TimeProvider? time = null, int seed = 0)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _time = time ?? TimeProvider.System;
        _random = new Random(seed);
        _gateway = new GatewayClient(settings, _time);
    }

    public Task<RangeReply> RangeAsync(KeyRange range, CancellationToken cancellation = default) =>
        new WholeRead(_gateway, range).DoAsync(cancellation);

    public Task<TxnReply> CommitAsync(Txn txn, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(txn);

        // An etcd that is full may refuse transactions of all kinds, but not this request (3.4).
        return txn is { If.Length: 0, Then: [Operation.Delete delete], Else.Length: 0 }
            ? _gateway.AskAsync(
                "/v3/kv/deleterange",
                GatewayRequests.Of(delete.Range),
                GatewayJson.Default.WireDeleteReply,
                answer => new TxnReply(answer.Revision, true, []),
                false,
                cancellation)
            : _gateway.AskAsync(
                "/v3/kv/txn",
                GatewayRequests.Of(txn),
                GatewayJson.Default.WireTxnReply,
                GatewayAnswers.ToReply,
                false,
                cancellation);
    }

    // A lease that was granted without our knowing ends by itself: asking again does no harm.
    public Task<Lease> GrantAsync(TimeSpan ttl, CancellationToken cancellation = default) => _gateway.AskAsync(
        "/v3/lease/grant",
        GatewayRequests.OfGrant(ttl),
        GatewayJson.Default.WireLease,
        GatewayAnswers.ToLease,
        true,
        cancellation);

    public async Task<TimeSpan?> KeepAliveAsync(long lease, CancellationToken cancellation = default)
    {
        try
        {
            return await _gateway.AskAsync(
                "/v3/lease/keepalive",
                GatewayRequests.OfLease(lease),
                GatewayJson.Default.WireKeepAlive,
                GatewayAnswers.ToTtl,
                true,
                cancellation).ConfigureAwait(false);
        }
        catch (EtcdException e) when (e.Failure == EtcdFailure.LeaseLost)
        {
            return null;
        }
    }

    public async Task RevokeAsync(long lease, CancellationToken cancellation = default)
    {
        try
        {
            await _gateway.AskAsync(
                "/v3/lease/revoke",
                GatewayRequests.OfLease(lease),
                GatewayJson.Default.WireDeleteReply,
                answer => answer.Revision,
                true,
                cancellation).ConfigureAwait(false);
        }
        catch (EtcdException e) when (e.Failure == EtcdFailure.LeaseLost)
        {
            // It is gone, as was wished.
        }
    }

    public async Task<bool> ForgetAsync(long revision, CancellationToken cancellation = default)
    {
        try
        {
            await _gateway.AskAsync(
                "/v3/kv/compaction",
                GatewayRequests.OfCompaction(revision),
                GatewayJson.Default.WireDeleteReply,
                answer => answer.Revision,
                true,
                cancellation).ConfigureAwait(false);
            return true;
        }
        catch (EtcdException e) when (Failures.IsCompactedAlready(e.Message))
        {
            return false;
        }
    }

    public IDisposable Watch(KeyRange range, long fromRevision, Action<WatchNews> listener)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(fromRevision, 1);
        ArgumentNullException.ThrowIfNull(listener);
        int seed;
        lock (_gate)
        {
            seed = _random.Next();
        }

        var watch = new EtcdWatch(_gateway, range, fromRevision, listener, _time, seed);
        watch.Start();
        return watch;
    }

    /// <summary>Ends its connections; watches end with it.</summary>
    public void Dispose() => _gateway.Dispose();
}
