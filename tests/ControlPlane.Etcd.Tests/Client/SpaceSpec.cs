using ControlPlane.TestKit;

namespace ControlPlane.Etcd.Tests.Client;

public sealed class SpaceSpec
{
    private const int Quota = 1024 * 1024;

    [Fact]
    public async Task A_full_etcd_reads_deletes_and_keeps_leases_and_refuses_the_rest_until_there_is_room()
    {
        await using var etcd = await EtcdServer.StartAsync(new() { QuotaBytes = Quota });
        using var client = new EtcdClient(new EtcdSettings([new Uri(etcd.Endpoint)], TimeSpan.FromSeconds(20)));
        var lease = await client.GrantAsync(TimeSpan.FromMinutes(10));
        var put = Txn.Of(new Operation.Put("/a", new string('x', Quota / 8)));
        var full = await Assert.ThrowsAsync<EtcdException>(async () =>
        {
            for (var n = 0; n < 100; n++)
            {
                await client.CommitAsync(put);
            }
        });
        Assert.Equal(EtcdFailure.NoSpace, full.Failure);
        Assert.Equal(
            EtcdFailure.NoSpace,
            (await Refused(() => client.CommitAsync(Txn.Of(new Operation.Put("/b", ""))))).Failure);
        Assert.Equal(
            EtcdFailure.NoSpace, (await Refused(() => client.CommitAsync(new Txn([], [], put.Then)))).Failure);
        Assert.Equal(EtcdFailure.NoSpace, (await Refused(() => client.GrantAsync(TimeSpan.FromSeconds(5)))).Failure);
        Assert.NotNull(await client.KeepAliveAsync(lease.Id));
        Assert.Single((await client.RangeAsync(KeyRange.One("/a"))).Items);
        var last = await client.CommitAsync(Txn.Of(new Operation.Delete(KeyRange.One("/a"))));

        await etcd.MakeRoomAsync(last.Revision);
        await client.CommitAsync(put);
    }

    [Fact]
    public void The_fake_one_does_the_same_at_its_strictest()
    {
        var time = new Actors.SteppedTime();
        var etcd = new FakeEtcd(time) { NoSpace = true };
        var client = etcd.Client("node");
        var put = Txn.Of(new Operation.Put("/a", ""));
        Assert.Equal(EtcdFailure.NoSpace, Failure(client.CommitAsync(put)));
        Assert.Equal(EtcdFailure.NoSpace, Failure(client.CommitAsync(new Txn([], [], put.Then))));
        Assert.Equal(EtcdFailure.NoSpace, Failure(client.CommitAsync(Txn.Of(new Operation.Get(KeyRange.One("/a"))))));
        Assert.Equal(EtcdFailure.NoSpace, Failure(client.GrantAsync(TimeSpan.FromSeconds(5))));
        Assert.Null(Failure(client.CommitAsync(Txn.Of(new Operation.Delete(KeyRange.One("/a"))))));
        Assert.Null(Failure(client.RangeAsync(KeyRange.One("/a"))));
        etcd.NoSpace = false;
        Assert.Null(Failure(client.CommitAsync(put)));

        EtcdFailure? Failure(Task asked)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            Assert.True(asked.IsCompleted);
            return (asked.Exception?.InnerException as EtcdException)?.Failure;
        }
    }

    private static Task<EtcdException> Refused(Func<Task> asked) => Assert.ThrowsAsync<EtcdException>(asked);
}
