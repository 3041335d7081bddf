namespace ControlPlane.Etcd.Tests.Conformance;

/// <summary>
/// A history of requests that a seed chooses, and what came of them as text, free of what must differ between two
/// etcds: revisions are counted from the first one, leases by their order.
/// </summary>
internal sealed class RandomHistory(EtcdUnderTest etcd, int seed)
{
    private const string Prefix = "/history/";
    private const long Unknown = 4711;

    private static readonly string[] Names = ["a", "b", "b/1", "b/2", "c", "ä", "😀", "\uFFFD"];

    private readonly Random _random = new(seed);
    private readonly List<Lease> _leases = [];
    private readonly List<long> _revisions = [0];
    private long _first;

    public async Task<List<string>> PlayAsync(int requests)
    {
        List<string> told = [];
        _first = (await etcd.Answer(etcd.Client.RangeAsync(KeyRange.Prefix(Prefix)))).Revision;
        var heard = new Heard();
        using var watch = etcd.Client.Watch(KeyRange.Prefix(Prefix), _first + 1, heard.Hear);
        for (var n = 0; n < requests; n++)
        {
            told.Add(await OneAsync());
        }

        var end = (await etcd.Answer(etcd.Client.CommitAsync(Txn.Of(new Operation.Put($"{Prefix}end", ""))))).Revision;
        await etcd.Until(
            () => heard.Events is [.., { } last] && last.Key.ModRevision == end,
            () => "the watch does not reach the end");
        told.AddRange(heard.Events.Select(e => $"{(e.Deleted ? "deleted" : "put")} {Text(e.Key)}"));
        return told;
    }

    private async Task<string> OneAsync()
    {
        try
        {
            return _random.Next(12) switch
            {
                0 => await GrantAsync(),
                1 => await RevokeAsync(),
                2 => $"kept {await etcd.Answer(etcd.Client.KeepAliveAsync(Lease()))}",
                3 or 4 => await ReadAsync(),
                _ => await CommitAsync(),
            };
        }
        catch (EtcdException e)
        {
            return $"{e.Failure}";
        }
    }

    private async Task<string> GrantAsync()
    {
        _leases.Add(await etcd.Answer(etcd.Client.GrantAsync(TimeSpan.FromSeconds(_random.Next(600, 700)))));
        return $"granted {_leases[^1].Ttl}";
    }

    private async Task<string> RevokeAsync()
    {
        await etcd.Done(etcd.Client.RevokeAsync(Lease()));
        return "revoked";
    }

    private async Task<string> ReadAsync()
    {
        var reply = await etcd.Answer(etcd.Client.RangeAsync(Range()));
        return $"read {reply.Revision - _first}: {Text(reply.Items)}";
    }

    private async Task<string> CommitAsync()
    {
        var txn = new Txn(
            [.. Enumerable.Range(0, _random.Next(3)).Select(_ => Comparison())],
            [.. Enumerable.Range(0, _random.Next(4)).Select(_ => Operation())],
            [.. Enumerable.Range(0, _random.Next(3)).Select(_ => Operation())]);
        var reply = await etcd.Answer(etcd.Client.CommitAsync(txn));
        _revisions.Add(reply.Revision - _first);
        return $"{reply.Succeeded} {reply.Revision - _first}: "
            + $"{string.Join(" | ", reply.Read.Select(items => Text(items)))}";
    }

    private Comparison Comparison() => _random.Next(3) switch
    {
        0 => new Comparison.CreatedAt(Key(), Revision()),
        1 => new Comparison.ChangedAt(Key(), Revision()),
        _ => new Comparison.Holds(Key(), Value()),
    };

    private Operation Operation() => _random.Next(6) switch
    {
        0 => new Operation.Get(Range()),
        1 => new Operation.Delete(Range()),
        _ => new Operation.Put(Key(), Value(), _random.Next(3) == 0 ? Lease() : 0),
    };

    private KeyRange Range() => _random.Next(3) switch
    {
        0 => KeyRange.One(Key()),
        1 => KeyRange.Prefix(Key()),
        _ => new KeyRange(Key(), Key()),
    };

    private string Key() => Prefix + Names[_random.Next(Names.Length)];

    private string Value() => $"{_random.Next(3)}";

    // Mostly a late one, which a key may well have; or none.
    private long Revision()
    {
        var chosen = _revisions[Math.Max(0, _revisions.Count - 1 - _random.Next(6))];
        return chosen == 0 || _random.Next(3) == 0 ? 0 : _first + chosen;
    }

    private long Lease() => _leases.Count == 0 || _random.Next(10) == 0
        ? Unknown
        : _leases[Math.Max(0, _leases.Count - 1 - _random.Next(4))].Id;

    private string Text(IEnumerable<KeyValue> items) => string.Join(", ", items.Select(Text));

    private string Text(KeyValue item) =>
        $"{item.Key}={item.Value} {From(item.CreateRevision)} {From(item.ModRevision)} {item.Version} {LeaseOf(item)}";

    private long From(long revision) => revision == 0 ? 0 : revision - _first;

    private int LeaseOf(KeyValue item) => item.Lease == 0 ? 0 : _leases.FindIndex(lease => lease.Id == item.Lease) + 1;
}
