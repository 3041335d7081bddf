using System.Collections.Immutable;
using ControlPlane.Etcd;

namespace ControlPlane.TestKit;

/// <summary>
/// An etcd in memory with the real one's semantics: revisions, leases, watches with history and compaction,
/// transactions, NOSPACE. It is asked through a <see cref="FakeEtcdClient"/> of each node's own, and runs on one thread
/// with stepped time: the same calls give the same answers. The members here act at once, as somebody beside the
/// clients would.
/// </summary>
public sealed class FakeEtcd
{
    private readonly List<FakeEtcdClient> _clients = [];
    private readonly FakeStore _store;
    private readonly FakeLeases _leases;

    /// <param name="time">Moves leases and answers; mostly the stepped dispatcher's.</param>
    public FakeEtcd(TimeProvider time)
    {
        Time = time;
        _leases = new FakeLeases(this);
        _store = new FakeStore(_leases, Changed);
    }

    /// <summary>Of the whole store; an empty one has 1.</summary>
    public long Revision => _store.Revision;

    /// <summary>History before this one is gone; 0: all is there.</summary>
    public long CompactedRevision => _store.Compacted;

    /// <summary>
    /// Its disk quota is used up: new leases, and transactions other than one delete, are refused. A real one lets
    /// those that only delete or read pass as long as its file is a little smaller than the quota.
    /// </summary>
    public bool NoSpace { get; set; }

    /// <summary>A lease is granted at least that long; the real one's depends on its election timeout.</summary>
    public TimeSpan MinimumTtl { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long after its end a lease's keys are still there; the real one looks twice a second.</summary>
    public TimeSpan ExpiryLag { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Whether it serves, is silent, or refuses connections.</summary>
    public FakeEtcdState State { get; private set; }

    internal TimeProvider Time { get; }

    /// <summary>A new client with its own connection.</summary>
    /// <param name="name">Stands in its error texts.</param>
    public FakeEtcdClient Client(string name)
    {
        var client = new FakeEtcdClient(this, name);
        _clients.Add(client);
        return client;
    }

    /// <summary>What is there now.</summary>
    public ImmutableArray<KeyValue> Read(KeyRange range) => _store.Read(range);

    /// <summary>The value of a key; null: it is not there.</summary>
    public string? Value(string key) => Read(KeyRange.One(key)) is [var item] ? item.Value : null;

    /// <summary>Does it now.</summary>
    /// <exception cref="EtcdException">As the real one.</exception>
    public TxnReply Commit(Txn txn)
    {
        if (NoSpace && txn is not { If.Length: 0, Then: [Operation.Delete], Else.Length: 0 })
        {
            throw OutOfSpace();
        }

        return _store.Commit(txn);
    }

    /// <summary>Puts one key now.</summary>
    public long Put(string key, string value) => Commit(Txn.Of(new Operation.Put(key, value))).Revision;

    /// <summary>Deletes a key now.</summary>
    public long Delete(string key) => Commit(Txn.Of(new Operation.Delete(KeyRange.One(key)))).Revision;

    /// <summary>Forgets the history before a revision.</summary>
    public void Compact(long revision) => _store.Compact(revision);

    /// <summary>Ends a lease and its keys now, as if it had expired. False: it is not there.</summary>
    public bool Expire(long lease) => _leases.Revoke(lease, _store);

    /// <summary>Tells each watch that hears how far the store is; the real one does so every ten minutes.</summary>
    public void Progress() => _clients.ForEach(client => client.Progress());

    /// <summary>It is killed: connections are refused until <see cref="Start"/>.</summary>
    public void Stop() => Become(FakeEtcdState.Refusing);

    /// <summary>
    /// It stands still, as by SIGSTOP: nobody hears of it, and leases run on, until <see cref="Start"/>.
    /// </summary>
    public void Freeze() => Become(FakeEtcdState.Silent);

    /// <summary>
    /// Serves again. After <see cref="Stop"/> each lease begins anew; after <see cref="Freeze"/> those past their end
    /// are gone.
    /// </summary>
    public void Start()
    {
        if (State == FakeEtcdState.Refusing)
        {
            _leases.Renew();
        }

        Become(FakeEtcdState.Serving);
        _leases.EndOverdue(_store);
    }

    internal Lease Grant(TimeSpan ttl) => NoSpace ? throw OutOfSpace() : _leases.Grant(ttl);

    internal TimeSpan? KeepAlive(long lease) => _leases.KeepAlive(lease);

    internal void EndOverdueLeases() => _leases.EndOverdue(_store);

    internal ImmutableArray<WatchEvent> HistoryOf(long revision) => _store.HistoryOf(revision);

    private static EtcdException OutOfSpace() =>
        new(EtcdFailure.NoSpace, "etcdserver: mvcc: database space exceeded");

    private void Become(FakeEtcdState state)
    {
        State = state;
        _clients.ForEach(client => client.LinkChanged());
    }

    private void Changed(ImmutableArray<WatchEvent> events)
    {
        foreach (var client in _clients)
        {
            client.Changed(events);
        }
    }
}
