using ControlPlane.TestKit;

namespace ControlPlane.Etcd.Tests.Client;

public sealed class ForgettingSpec
{
    [Fact]
    public async Task What_was_before_a_revision_is_forgotten_once_and_the_present_stays()
    {
        await using var etcd = await EtcdServer.StartAsync();
        using var client = new EtcdClient(new EtcdSettings([new Uri(etcd.Endpoint)], TimeSpan.FromSeconds(20)));
        var first = (await client.CommitAsync(Txn.Of(new Operation.Put("a", "1")))).Revision;
        var last = (await client.CommitAsync(Txn.Of(new Operation.Put("a", "2")))).Revision;
        Assert.True(await client.ForgetAsync(last));
        Assert.False(await client.ForgetAsync(last));
        Assert.False(await client.ForgetAsync(first));
        var future = await Assert.ThrowsAsync<EtcdException>(() => client.ForgetAsync(last + 1000));
        Assert.Contains("future", future.Message, StringComparison.Ordinal);
        Assert.Equal("2", Assert.Single((await client.RangeAsync(KeyRange.One("a"))).Items).Value);

        var news = new TaskCompletionSource<WatchNews>();
        using var watch = client.Watch(KeyRange.One("a"), first, heard => news.TrySetResult(heard));
        Assert.Equal(
            new WatchNews.Compacted(last), await news.Task.WaitAsync(Eventually.DefaultDeadline, TimeProvider.System));
    }
}
