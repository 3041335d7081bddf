namespace ControlPlane.Etcd.Tests.Conformance;

public abstract class WatchScenarios(EtcdUnderTest etcd) : Scenarios(etcd)
{
    [Fact]
    public async Task It_tells_the_past_from_the_revision_on_that_was_asked_for_and_then_what_comes()
    {
        await Put("a", "1");
        var from = await Put("a", "2");
        await Delete("a");
        using var watch = Watch(All, from, out var heard);
        await Tells(heard, "a=2 -a");
        await Put("b", "1");
        await Tells(heard, "a=2 -a b=1");
        Assert.Equal([from, from + 1, from + 2], heard.Events.Select(e => e.Key.ModRevision));
    }

    [Fact]
    public async Task An_event_has_the_key_as_it_became()
    {
        var lease = await Grant();
        var first = await Put("a", "1");
        await Put("a", "2", lease.Id);
        await Delete("a");
        using var watch = Watch(All, first, out var heard);
        await Tells(heard, "a=1 a=2 -a");
        Assert.Equal<WatchEvent[]>(
            [
                new WatchEvent(false, new KeyValue(Key("a"), "1", first, first, 1, 0)),
                new WatchEvent(false, new KeyValue(Key("a"), "2", first, first + 1, 2, lease.Id)),
                new WatchEvent(true, new KeyValue(Key("a"), "", 0, first + 2, 0, 0)),
            ],
            [.. heard.Events]);
    }

    [Fact]
    public async Task A_transaction_is_told_whole_and_in_its_order()
    {
        var before = await Put("z", "0");
        using var watch = Watch(All, before + 1, out var heard);
        await Commit(
            new Operation.Put(Key("c"), "1"), new Operation.Delete(KeyRange.One(Key("z"))),
            new Operation.Put(Key("a"), "1"));
        await Tells(heard, "c=1 -z a=1");
        var changes = Assert.Single(heard.News.OfType<WatchNews.Changes>(), c => c.Events.Length > 0);
        Assert.Equal(before + 1, changes.Revision);
    }

    [Fact]
    public async Task It_tells_of_its_own_keys_only()
    {
        var before = await Put("other", "0");
        using var one = Watch(KeyRange.One(Key("a")), before + 1, out var single);
        using var many = Watch(KeyRange.Prefix(Key("a/")), before + 1, out var prefix);
        await Put("a/x", "1");
        await Put("a", "1");
        await Put("ab", "1");
        await Put("a/", "1");
        await Put("a", "2");
        await Put("a/z", "1");
        await Tells(single, "a=1 a=2");
        await Tells(prefix, "a/x=1 a/=1 a/z=1");
    }

    [Fact]
    public async Task One_from_a_later_revision_hears_nothing_before_it()
    {
        var before = await Put("a", "0");
        using var watch = Watch(All, before + 3, out var heard);
        for (var n = 1; n <= 4; n++)
        {
            await Put("a", $"{n}");
        }

        await Tells(heard, "a=3 a=4");
    }

    [Fact]
    public async Task A_change_that_changes_nothing_is_told_too()
    {
        var from = await Put("a", "1");
        await Put("a", "1");
        using var watch = Watch(All, from, out var heard);
        await Tells(heard, "a=1 a=1");
    }

    [Fact]
    public async Task Its_revision_is_that_of_the_last_change_told()
    {
        var from = await Put("a", "1");
        await Put("a", "2");
        using var watch = Watch(All, from, out var heard);
        await Tells(heard, "a=1 a=2");
        foreach (var changes in heard.News.OfType<WatchNews.Changes>().Where(c => c.Events.Length > 0))
        {
            Assert.Equal(changes.Events[^1].Key.ModRevision, changes.Revision);
        }
    }

    [Fact]
    public async Task One_that_asks_for_what_is_compacted_ends_and_says_so()
    {
        var from = await Put("a", "1");
        await Put("a", "2");
        await Put("a", "3");
        var last = await Put("a", "4");
        await Compact(last - 1);
        using var late = Watch(All, from, out var gone);
        await Until(() => gone.News.Length > 0, () => "nothing was told");
        Assert.Equal(new WatchNews.Compacted(last - 1), Assert.Single(gone.News));
        using var inTime = Watch(All, last, out var heard);
        await Put("a", "5");
        await Tells(heard, "a=4 a=5");
        Assert.Single(gone.News);
    }

    [Fact]
    public async Task One_that_hears_already_is_not_touched_by_a_compaction()
    {
        var from = await Put("a", "1");
        using var watch = Watch(All, from, out var heard);
        await Tells(heard, "a=1");
        await Put("a", "2");
        await Compact(await Put("a", "3"));
        await Put("a", "4");
        await Tells(heard, "a=1 a=2 a=3 a=4");
        Assert.All(heard.News, news => Assert.IsType<WatchNews.Changes>(news));
    }

    [Fact]
    public async Task After_its_end_it_tells_nothing()
    {
        var from = await Put("a", "1");
        var ended = Watch(All, from, out var quiet);
        await Tells(quiet, "a=1");
        ended.Dispose();
        ended.Dispose();
        using var watch = Watch(All, from, out var heard);
        await Put("a", "2");
        await Tells(heard, "a=1 a=2");
        Assert.Equal("a=1", quiet.Story(Prefix));
    }
}
