namespace ControlPlane.Etcd.Tests.Conformance;

public abstract class KeyScenarios(EtcdUnderTest etcd) : Scenarios(etcd)
{
    private const int Megabyte = 1024 * 1024;

    [Fact]
    public async Task A_key_knows_when_it_was_made_and_changed_and_how_often()
    {
        var first = await Put("a", "1");
        var second = await Put("a", "2");
        Assert.Equal(first + 1, second);
        Assert.Equal(new KeyValue(Key("a"), "2", first, second, 2, 0), await Get("a"));
    }

    [Fact]
    public async Task A_key_that_is_made_again_begins_anew()
    {
        var first = await Put("a", "1");
        Assert.Equal(first + 1, await Delete("a"));
        Assert.Null(await Get("a"));
        Assert.Equal(first + 2, await Put("a", "1"));
        Assert.Equal(new KeyValue(Key("a"), "1", first + 2, first + 2, 1, 0), await Get("a"));
    }

    [Fact]
    public async Task Deleting_nothing_is_no_change()
    {
        var revision = await Put("a", "1");
        Assert.Equal(revision, await Delete("b"));
        Assert.Equal(revision, (await Read(All)).Revision);
    }

    [Fact]
    public async Task A_prefix_has_all_keys_that_begin_so_in_order_and_no_other()
    {
        foreach (var name in new[] { "b/", "b", "b/z", "b0", "b/a/c", "b/a", "a", "b." })
        {
            await Put(name, name);
        }

        var found = await Read(KeyRange.Prefix(Key("b/")));
        Assert.Equal(["b/", "b/a", "b/a/c", "b/z"], found.Items.Select(item => item.Value));
        Assert.Equal("a b b. b/ b/a b/a/c b/z b0", await Names());
    }

    [Fact]
    public async Task A_range_has_its_first_key_and_not_its_last()
    {
        await Commit(Operations("a", "b", "c", "d"));
        var found = await Read(new KeyRange(Key("b"), Key("d")));
        Assert.Equal(["b", "c"], found.Items.Select(item => item.Value));
        Assert.Empty((await Read(new KeyRange(Key("d"), Key("b")))).Items);
        Assert.Empty((await Read(new KeyRange(Key("b"), Key("b")))).Items);
    }

    [Fact]
    public async Task Keys_of_all_alphabets_are_ordered_by_code_points()
    {
        string[] names =
            ["\u0001", "a", "z~", "\u007F", "\u0080", "ä", "日本", "\uD7FF", "\uE000", "\uFFFD", "\uFFFF", "😀", "😀a"];
        foreach (var name in names.Reverse())
        {
            await Put(name, name);
        }

        Assert.Equal(names, (await Read(All)).Items.Select(item => item.Value));
    }

    [Theory]
    [InlineData("\u007F")]
    [InlineData("\uD7FF")]
    [InlineData("\uFFFF")]
    [InlineData("😀")]
    [InlineData("\U0001F3FF")]
    public async Task A_prefix_may_end_with_any_character(string last)
    {
        foreach (var name in new[] { $"{last}", $"{last}a", $"{last}\U0010FFFF", "", "a", "\uE000", "\U0001F601" })
        {
            await Put(name, name);
        }

        var found = await Read(KeyRange.Prefix(Key(last)));
        Assert.Equal([last, $"{last}a", $"{last}\U0010FFFF"], found.Items.Select(item => item.Value));
        Assert.All(found.Items, item => Assert.True(KeyRange.Prefix(Key(last)).Contains(item.Key)));
    }

    [Fact]
    public async Task A_value_may_be_empty_and_may_be_large()
    {
        await Put("empty", "");
        var large = new string('ü', Megabyte / 2);
        await Put("large", large);
        Assert.Equal("", (await Get("empty"))!.Value);
        Assert.Equal(large, (await Get("large"))!.Value);
    }

    [Fact]
    public async Task A_request_that_is_too_large_is_refused()
    {
        var revision = await Put("a", "1");
        Assert.Equal(EtcdFailure.Refused, await Failure(() => Put("large", new string('x', 2 * Megabyte))));
        Assert.Equal(revision, (await Read(All)).Revision);
    }

    [Fact]
    public async Task A_key_without_a_name_is_refused()
    {
        Assert.Equal(EtcdFailure.Refused, await Failure(() => Read(KeyRange.One(""))));
        Assert.Equal(EtcdFailure.Refused, await Failure(() => Commit(new Operation.Put("", "1"))));
        Assert.Equal(EtcdFailure.Refused, await Failure(() => Commit(new Operation.Delete(KeyRange.One("")))));
    }

    private Operation[] Operations(params string[] names) =>
        [.. names.Select(name => new Operation.Put(Key(name), name))];
}
