namespace ControlPlane.Etcd.Tests.Conformance;

public abstract class TxnScenarios(EtcdUnderTest etcd) : Scenarios(etcd)
{
    private const int MostOperations = 128;

    [Fact]
    public async Task Everything_in_it_happens_in_one_revision_or_not_at_all()
    {
        var before = await Put("c", "0");
        var reply = await Commit(new Operation.Put(Key("a"), "1"), new Operation.Put(Key("b"), "1"), Remove("c"));
        Assert.Equal(before + 1, reply.Revision);
        Assert.All((await Read(All)).Items, item => Assert.Equal(before + 1, item.ModRevision));
        Assert.Equal("a b", await Names());
    }

    [Theory]
    [InlineData("made", true)]
    [InlineData("made then", false)]
    [InlineData("changed", true)]
    [InlineData("changed then", false)]
    [InlineData("holds", true)]
    [InlineData("holds other", false)]
    [InlineData("absent", false)]
    [InlineData("other absent", true)]
    [InlineData("other unchanged", true)]
    [InlineData("other empty", false)]
    [InlineData("nothing", true)]
    public async Task A_comparison_holds_or_does_not(string what, bool holds)
    {
        var made = await Put("a", "1");
        var changed = await Put("a", "2");
        Comparison? comparison = what switch
        {
            "made" => new Comparison.CreatedAt(Key("a"), made),
            "made then" => new Comparison.CreatedAt(Key("a"), changed),
            "changed" => new Comparison.ChangedAt(Key("a"), changed),
            "changed then" => new Comparison.ChangedAt(Key("a"), made),
            "holds" => new Comparison.Holds(Key("a"), "2"),
            "holds other" => new Comparison.Holds(Key("a"), "1"),
            "absent" => new Comparison.CreatedAt(Key("a"), 0),
            "other absent" => new Comparison.CreatedAt(Key("b"), 0),
            "other unchanged" => new Comparison.ChangedAt(Key("b"), 0),
            "other empty" => new Comparison.Holds(Key("b"), ""),
            _ => null,
        };
        var reply = await Commit(new Txn(
            comparison is null ? [] : [comparison], List(new Operation.Put(Key("then"), "")),
            List(new Operation.Put(Key("else"), ""))));
        Assert.Equal(holds, reply.Succeeded);
        Assert.Equal(changed + 1, reply.Revision);
        Assert.Equal(holds ? "a then" : "a else", await Names());
    }

    [Fact]
    public async Task All_comparisons_have_to_hold()
    {
        await Put("a", "1");
        var reply = await Commit(new Txn(
            [new Comparison.Holds(Key("a"), "1"), new Comparison.CreatedAt(Key("a"), 0)], List(Remove("a")), []));
        Assert.False(reply.Succeeded);
        Assert.Equal("a", await Names());
    }

    [Fact]
    public async Task A_get_sees_what_was_done_before_it_in_the_same_list()
    {
        var before = await Put("a", "1");
        var reply = await Commit(
            new Operation.Get(All),
            new Operation.Put(Key("b"), "2"),
            new Operation.Get(All),
            Remove("a"),
            new Operation.Get(All),
            new Operation.Get(KeyRange.One(Key("a"))));
        Assert.Equal(["1", "1 2", "2", ""], reply.Read.Select(items => string.Join(' ', items.Select(i => i.Value))));
        Assert.Equal(before + 1, reply.Read[2][0].ModRevision);
        Assert.Equal(before + 1, reply.Revision);
    }

    [Fact]
    public async Task One_that_changes_nothing_has_the_revision_of_the_store()
    {
        var revision = await Put("a", "1");
        Assert.Equal(revision, (await Commit()).Revision);
        Assert.Equal(revision, (await Commit(new Operation.Get(All))).Revision);
        Assert.Equal(revision, (await Commit(Remove("b"))).Revision);
    }

    [Fact]
    public async Task A_range_is_deleted_in_one_revision()
    {
        await Commit(
            new Operation.Put(Key("b/1"), ""), new Operation.Put(Key("b/2"), ""), new Operation.Put(Key("c"), ""));
        var before = (await Read(All)).Revision;
        Assert.Equal(before + 1, (await Commit(new Operation.Delete(KeyRange.Prefix(Key("b/"))))).Revision);
        Assert.Equal("c", await Names());
    }

    [Fact]
    public async Task A_list_that_contradicts_itself_is_refused_whichever_list_would_be_done()
    {
        var revision = await Put("a", "1");
        var twice = List(new Operation.Put(Key("b"), "1"), new Operation.Put(Key("b"), "1"));
        var both = List(new Operation.Put(Key("b"), "1"), new Operation.Delete(All));
        Assert.Equal(EtcdFailure.Refused, await Failure(() => Commit(new Txn([], twice, []))));
        Assert.Equal(EtcdFailure.Refused, await Failure(() => Commit(new Txn([], both, []))));
        Assert.Equal(EtcdFailure.Refused, await Failure(() => Commit(new Txn([], [], both))));
        Assert.Equal(revision, (await Read(All)).Revision);
        Assert.Equal(revision + 1, (await Commit(Remove("a"), new Operation.Delete(All))).Revision);
    }

    [Fact]
    public async Task One_with_too_many_operations_is_refused()
    {
        var most = Enumerable.Range(0, MostOperations).Select(n => new Operation.Put(Key($"{n}"), "")).ToArray();
        await Commit(most);
        Assert.Equal(EtcdFailure.Refused, await Failure(() => Commit([.. most, new Operation.Put(Key("more"), "")])));
    }

    private Operation.Delete Remove(string name) => new(KeyRange.One(Key(name)));
}
