using ControlPlane.Cluster.EndToEnd.Fixture;
using ControlPlane.Etcd;
using ControlPlane.TestKit;

namespace ControlPlane.Cluster.EndToEnd;

/// <summary>etcd has no space left (NOSPACE): it renews leases, and takes nothing new.</summary>
public sealed class EtcdIsFullSpec
{
    private const string Ballast = "/somebody/else/";

    [Fact]
    public async Task The_text_says_so_all_runs_on_and_when_there_is_space_again_it_works()
    {
        await using var cluster = await TestCluster.Prepare(
            Services.FourAndAgents, nodes: 2,
            new EtcdServerOptions { QuotaBytes = 2 * 1024 * 1024 });
        await cluster.StartNodes();
        await cluster.Even("four", 4);
        await cluster.Ready("agent", 2);
        var before = cluster.Marks;

        await Fill(cluster);
        var refused = await cluster["n1"].Run("scale", "agent", "3");
        Assert.True(refused.Exit == 75, $"{refused}");
        Assert.Contains("etcd did not take it", refused.Error);
        Assert.Contains("space", refused.Error);
        Assert.Equal(0, (await cluster["n2"].Run("list")).Exit);
        await Steadily.Holds(cluster.Lease + TimeSpan.FromSeconds(1), () => Assert.Equal(
            before, cluster.Marks));

        await MakeSpace(cluster);
        await cluster["n1"].Done("scale", "agent", "2");
        await cluster.Ready("agent", 4);
        await cluster.Everybody("up");
        Assert.True(before.IsSubsetOf(cluster.Marks));
    }

    private static async Task Fill(TestCluster cluster)
    {
        var piece = new string('x', 100_000);
        for (var i = 0; i < 100; i++)
        {
            try
            {
                await cluster.Keys.CommitAsync(Txn.Of(new Operation.Put($"{Ballast}{i}", piece)));
            }
            catch (EtcdException e) when (e.Failure == EtcdFailure.NoSpace)
            {
                return;
            }
        }

        Assert.Fail("this etcd has no quota");
    }

    private static async Task MakeSpace(TestCluster cluster)
    {
        var reply = await cluster.Keys.CommitAsync(Txn.Of(new Operation.Delete(KeyRange.Prefix(Ballast))));
        await cluster.Etcd.MakeRoomAsync(reply.Revision);
    }
}
