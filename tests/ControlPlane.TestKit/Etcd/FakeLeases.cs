using ControlPlane.Etcd;

namespace ControlPlane.TestKit;

/// <summary>The leases of a <see cref="FakeEtcd"/>, and which keys end with them.</summary>
internal sealed class FakeLeases(FakeEtcd etcd)
{
    private const long FirstId = 0x1000;

    private readonly SortedDictionary<long, Held> _held = [];
    private long _granted;

    public bool IsThere(long lease) => _held.ContainsKey(lease);

    public Lease Grant(TimeSpan ttl)
    {
        var whole = TimeSpan.FromSeconds(Math.Ceiling(ttl.TotalSeconds));
        var held = new Held(FirstId + ++_granted, whole < etcd.MinimumTtl ? etcd.MinimumTtl : whole);
        held.Timer = etcd.Time.CreateTimer(
            static state => ((FakeEtcd)state!).EndOverdueLeases(), etcd, Timeout.InfiniteTimeSpan,
                Timeout.InfiniteTimeSpan);
        _held.Add(held.Id, held);
        Extend(held);
        return new Lease(held.Id, held.Ttl);
    }

    public TimeSpan? KeepAlive(long lease)
    {
        if (!_held.TryGetValue(lease, out var held) || Age(held) >= held.Ttl)
        {
            return null; // One past its end waits to be cleared away; nothing saves it.
        }

        Extend(held);
        return held.Ttl;
    }

    public bool Revoke(long lease, FakeStore store)
    {
        if (!_held.Remove(lease, out var held))
        {
            return false;
        }

        held.Timer?.Dispose();
        store.Delete([.. held.Keys]);
        return true;
    }

    public void EndOverdue(FakeStore store)
    {
        if (etcd.State == FakeEtcdState.Serving)
        {
            List<long> ended = [];
            foreach (var held in _held.Values)
            {
                if (Age(held) >= held.Ttl + etcd.ExpiryLag)
                {
                    ended.Add(held.Id);
                }
            }

            ended.ForEach(lease => Revoke(lease, store));
        }
    }

    /// <summary>Each begins anew, as for a new leader of a real etcd.</summary>
    public void Renew()
    {
        foreach (var held in _held.Values)
        {
            Extend(held);
        }
    }

    public void Attach(KeyValue item)
    {
        if (item.Lease != 0)
        {
            _held[item.Lease].Keys.Add(item.Key);
        }
    }

    public void Detach(KeyValue? item)
    {
        if (item is { Lease: not 0 } && _held.TryGetValue(item.Lease, out var held))
        {
            held.Keys.Remove(item.Key);
        }
    }

    private void Extend(Held held)
    {
        held.Since = etcd.Time.GetTimestamp();
        held.Timer!.Change(held.Ttl + etcd.ExpiryLag, Timeout.InfiniteTimeSpan);
    }

    private TimeSpan Age(Held held) => etcd.Time.GetElapsedTime(held.Since);

    private sealed class Held(long id, TimeSpan ttl)
    {
        public long Id => id;

        public TimeSpan Ttl => ttl;

        public long Since { get; set; }

        public ITimer? Timer { get; set; }

        public SortedSet<string> Keys { get; } = new(KeyOrder.Instance);
    }
}
