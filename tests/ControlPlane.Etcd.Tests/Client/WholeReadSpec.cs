using ControlPlane.Etcd.Gateway;
using ControlPlane.TestKit;

namespace ControlPlane.Etcd.Tests.Client;

public sealed class WholeReadSpec
{
    private const int Keys = (2 * WholeRead.PageSize) + 50;
    private const int PerTxn = 100;

    [Fact]
    public async Task A_range_of_many_pages_is_read_whole_in_order_and_at_one_revision()
    {
        await using var etcd = await EtcdServer.StartAsync();
        using var client = new EtcdClient(new EtcdSettings([new Uri(etcd.Endpoint)], TimeSpan.FromSeconds(20)));
        var names = Enumerable.Range(0, Keys).Select(i => $"all/{i:D4}").ToList();
        foreach (var some in names.Chunk(PerTxn))
        {
            await client.CommitAsync(new Txn([], [.. some.Select(key => new Operation.Put(key, key))], []));
        }

        await client.CommitAsync(Txn.Of(new Operation.Put("other", "1")));
        using var over = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            for (var round = 0; !over.IsCancellationRequested; round++)
            {
                // One in the first page and one in the last, together.
                await client.CommitAsync(Txn.Of(
                    new Operation.Put(names[0], $"{round}"), new Operation.Put(names[^1], $"{round}")));
            }
        });
        try
        {
            for (var read = 0; read < 20; read++)
            {
                var reply = await client.RangeAsync(KeyRange.Prefix("all/"));
                Assert.Equal(names, reply.Items.Select(item => item.Key));
                var (first, last) = (reply.Items[0].Value, reply.Items[^1].Value);
                Assert.True(first == last || (first == names[0] && last == names[^1]), $"{first} with {last}");
                Assert.True(reply.Items.Max(item => item.ModRevision) <= reply.Revision);
            }
        }
        finally
        {
            await over.CancelAsync();
            await writing;
        }
    }
}
