namespace ControlPlane.Etcd.Tests.Conformance;

public abstract class LeaseScenarios(EtcdUnderTest etcd) : Scenarios(etcd)
{
    private const long Unknown = 4711;

    [Fact]
    public async Task Its_keys_vanish_with_it_in_one_revision_in_order()
    {
        var lease = await Grant(1);
        await Put("b", "1", lease.Id);
        await Put("stays", "1");
        var last = await Put("a", "1", lease.Id);
        using var watch = Watch(All, last + 1, out var heard);
        await Tells(heard, "-a -b");
        Assert.All(heard.Events, e => Assert.Equal(last + 1, e.Key.ModRevision));
        Assert.Equal("stays", await Names());
        Assert.Null(await KeepAlive(lease.Id));
        Assert.Equal(EtcdFailure.LeaseLost, await Failure(() => Put("a", "1", lease.Id)));
    }

    [Fact]
    public async Task It_is_granted_at_least_as_long_as_was_asked()
    {
        var lease = await Grant(30);
        Assert.NotEqual(0, lease.Id);
        Assert.Equal(TimeSpan.FromSeconds(30), lease.Ttl);
        Assert.True((await Grant(1)).Ttl >= TimeSpan.FromSeconds(1));
        Assert.Equal(TimeSpan.FromSeconds(30), await KeepAlive(lease.Id));
    }

    [Fact]
    public async Task One_that_is_kept_alive_outlives_one_that_is_not()
    {
        var (kept, left) = (await Grant(3), await Grant(3));
        await Put("kept", "1", kept.Id);
        var last = await Put("left", "1", left.Id);
        using var watch = Watch(All, last + 1, out var heard);
        var asked = Task.FromResult<TimeSpan?>(kept.Ttl);
        await Until(
            () =>
            {
                if (asked.IsCompletedSuccessfully && heard.Events.IsEmpty)
                {
                    asked = Etcd.Client.KeepAliveAsync(kept.Id);
                }

                return heard.Events.Length > 0;
            },
            () => "the one that was left has not ended");
        Assert.NotNull(await Etcd.Answer(asked));
        await Tells(heard, "-left");
        Assert.Equal("kept", await Names());
        await Revoke(kept.Id); // Its end would be a revision in another scenario.
    }

    [Fact]
    public async Task One_that_is_not_there_cannot_be_kept_alive_or_used()
    {
        var revision = await Put("a", "1");
        Assert.Null(await KeepAlive(Unknown));
        Assert.Equal(EtcdFailure.LeaseLost, await Failure(() => Put("a", "2", Unknown)));
        Assert.Equal(EtcdFailure.LeaseLost, await Failure(() => Commit(
            new Operation.Put(Key("b"), ""), new Operation.Put(Key("c"), "", Unknown))));
        Assert.Equal("a", await Names());
        Assert.Equal(revision, (await Read(All)).Revision);
    }

    [Fact]
    public async Task One_in_the_list_that_is_not_done_does_not_matter()
    {
        var reply = await Commit(
            new Txn([], List(new Operation.Put(Key("a"), "")), List(new Operation.Put(Key("b"), "", Unknown))));
        Assert.True(reply.Succeeded);
    }

    [Fact]
    public async Task Revoked_its_keys_are_gone_and_it_may_be_revoked_again()
    {
        var lease = await Grant();
        await Put("a", "1", lease.Id);
        await Put("b", "1", lease.Id);
        Assert.Equal(lease.Id, (await Get("a"))!.Lease);
        await Revoke(lease.Id);
        Assert.Equal("", await Names());
        Assert.Null(await KeepAlive(lease.Id));
        await Revoke(lease.Id);
        await Revoke(Unknown);
    }

    [Fact]
    public async Task One_without_keys_ends_without_a_revision()
    {
        var revision = await Put("a", "1");
        await Revoke((await Grant()).Id);
        Assert.Equal(revision, (await Read(All)).Revision);
    }

    [Fact]
    public async Task A_key_leaves_it_when_it_is_put_without_or_with_another_or_is_deleted()
    {
        var (first, second) = (await Grant(), await Grant());
        await Put("a", "1", first.Id);
        await Put("b", "1", first.Id);
        await Put("c", "1", first.Id);
        await Put("d", "1", first.Id);
        await Put("a", "2");
        await Put("b", "2", second.Id);
        await Delete("c");
        await Put("c", "2");
        await Put("d", "2", first.Id);
        await Revoke(first.Id);
        Assert.Equal("a b c", await Names());
        await Revoke(second.Id);
        Assert.Equal("a c", await Names());
    }
}
