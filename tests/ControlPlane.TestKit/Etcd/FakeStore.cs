using System.Collections.Immutable;
using ControlPlane.Etcd;

namespace ControlPlane.TestKit;

/// <summary>The keys of a <see cref="FakeEtcd"/>, in order, and their history.</summary>
internal sealed class FakeStore(FakeLeases leases, Action<ImmutableArray<WatchEvent>> changed)
{
    /// <summary>The revision of an empty store; its first change is the next one.</summary>
    private const long Empty = 1;

    private readonly List<KeyValue> _items = [];
    private readonly List<ImmutableArray<WatchEvent>> _history = [];

    public long Revision { get; private set; } = Empty;

    public long Compacted { get; private set; }

    public ImmutableArray<KeyValue> Read(KeyRange range)
    {
        var (from, to) = Find(range);
        return from == to ? [] : [.. System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_items)[from..to]];
    }

    public ImmutableArray<WatchEvent> HistoryOf(long revision) =>
        revision > Empty ? _history[(int)(revision - Empty - 1)] : [];

    public TxnReply Commit(Txn txn)
    {
        FakeRules.Check(txn);
        var succeeded = true;
        foreach (var comparison in txn.If)
        {
            succeeded &= Holds(comparison);
        }

        var operations = succeeded ? txn.Then : txn.Else;
        foreach (var operation in operations)
        {
            if (operation is Operation.Put { Lease: not 0 } put && !leases.IsThere(put.Lease))
            {
                throw new EtcdException(EtcdFailure.LeaseLost, "etcdserver: requested lease not found");
            }
        }

        var events = ImmutableArray.CreateBuilder<WatchEvent>();
        var read = ImmutableArray.CreateBuilder<ImmutableArray<KeyValue>>();
        foreach (var operation in operations)
        {
            switch (operation)
            {
                case Operation.Put put:
                    Put(put, events);
                    break;
                case Operation.Delete delete:
                    Delete(delete.Range, events);
                    break;
                case Operation.Get get:
                    read.Add(Read(get.Range));
                    break;
            }
        }

        Close(events);
        return new TxnReply(Revision, succeeded, read.DrainToImmutable());
    }

    /// <summary>Deletes these keys in one revision.</summary>
    public void Delete(IEnumerable<string> keys)
    {
        var events = ImmutableArray.CreateBuilder<WatchEvent>();
        foreach (var key in keys)
        {
            Delete(KeyRange.One(key), events);
        }

        Close(events);
    }

    public void Compact(long revision)
    {
        if (revision > Revision || revision <= Compacted)
        {
            var why = revision > Revision ? "is a future revision" : "has been compacted";
            throw new EtcdException(EtcdFailure.Refused, $"etcdserver: mvcc: required revision {why}");
        }

        Compacted = revision; // The history stays: what is on its way to a connected watch still arrives.
    }

    private bool Holds(Comparison comparison)
    {
        var at = Search(comparison.Key);
        var item = at < 0 ? null : _items[at];
        return comparison switch
        {
            Comparison.CreatedAt created => (item?.CreateRevision ?? 0) == created.Revision,
            Comparison.ChangedAt changed => (item?.ModRevision ?? 0) == changed.Revision,
            Comparison.Holds holds =>
                item is not null && string.Equals(item.Value, holds.Value, StringComparison.Ordinal),
            _ => throw new ArgumentOutOfRangeException(nameof(comparison)),
        };
    }

    private void Put(Operation.Put put, ImmutableArray<WatchEvent>.Builder events)
    {
        var revision = Revision + 1;
        var at = Search(put.Key);
        var old = at < 0 ? null : _items[at];
        var item = new KeyValue(
            put.Key, put.Value, old?.CreateRevision ?? revision, revision, (old?.Version ?? 0) + 1, put.Lease);
        if (at < 0)
        {
            _items.Insert(~at, item);
        }
        else
        {
            _items[at] = item;
        }

        leases.Detach(old);
        leases.Attach(item);
        events.Add(new WatchEvent(false, item));
    }

    private void Delete(KeyRange range, ImmutableArray<WatchEvent>.Builder events)
    {
        var (from, to) = Find(range);
        for (var at = from; at < to; at++)
        {
            leases.Detach(_items[at]);
            events.Add(new WatchEvent(true, new KeyValue(_items[at].Key, "", 0, Revision + 1, 0, 0)));
        }

        _items.RemoveRange(from, to - from);
    }

    private void Close(ImmutableArray<WatchEvent>.Builder events)
    {
        if (events.Count > 0)
        {
            var all = events.DrainToImmutable();
            Revision++;
            _history.Add(all);
            changed(all);
        }
    }

    private (int From, int To) Find(KeyRange range)
    {
        var at = Search(range.Key);
        if (range.End is null)
        {
            return at < 0 ? (0, 0) : (at, at + 1);
        }

        var from = at < 0 ? ~at : at;
        var end = Search(range.End);
        return (from, Math.Max(from, end < 0 ? ~end : end));
    }

    private int Search(string key)
    {
        var (low, high) = (0, _items.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var order = KeyOrder.Instance.Compare(_items[middle].Key, key);
            if (order == 0)
            {
                return middle;
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return ~low;
    }
}
