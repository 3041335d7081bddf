using ControlPlane.Cluster.EndToEnd.Fixture;
using ControlPlane.TestKit;

namespace ControlPlane.Cluster.EndToEnd;

/// <summary>Between the nodes and their etcd everything takes its time.</summary>
public sealed class EtcdIsSlowSpec
{
    [Fact]
    public async Task The_cluster_works_and_no_lease_is_lost()
    {
        await using var cluster = await TestCluster.Prepare(Services.SixAndAgents);
        // It is etcd that is slow here, not the machine of the test.
        cluster.Lease = TimeSpan.FromSeconds(6);
        await using var proxy = new TcpProxy(cluster.Etcd.Port) { Delay = TimeSpan.FromMilliseconds(150) };
        foreach (var node in cluster.Nodes)
        {
            node.Endpoint = $"http://127.0.0.1:{proxy.Port}";
        }

        await cluster.StartNodes();
        await cluster.Even("six", 6);
        await using (var count = new Headcount(cluster, "six", Services.ReadyAfter))
        {
            await cluster["n1"].Done("restart", "six", "--rolling");
            await cluster["n2"].Done("drain", "n3");
            Assert.Equal("n1: 3, n2: 3", cluster.Spread("six"));
            await cluster.Stayed(count, 6, 7);
        }

        await cluster["n2"].Done("disable", "six");
        Assert.Empty(cluster.Workers("six"));
        Assert.DoesNotContain("no longer a part of it", cluster.Story);
        Assert.Equal(1, await cluster.History.AssertOneLeaderAtATime());
    }

    [Fact]
    public async Task A_way_that_takes_everything_and_gives_nothing_is_as_good_as_none()
    {
        await using var cluster = await TestCluster.Prepare(Services.InAll("four", 4), nodes: 2);
        await using var proxy = new TcpProxy(cluster.Etcd.Port);
        cluster["n2"].Endpoint = $"http://127.0.0.1:{proxy.Port}";
        await cluster.StartNodes();
        await cluster.Ready("four", 4);
        var before = cluster["n2"].PidsOf("four");

        proxy.Stall();
        await cluster["n2"].Says("cluster: no longer a part of it: ");
        var refused = await cluster["n2"].Run("scale", "four", "2", "--timeout", "20s");
        Assert.True(refused.Exit == 75, $"{refused}");
        Assert.Equal(before, cluster["n2"].PidsOf("four"));
        await Eventually.True(
            () => cluster["n1"].PidsOf("four").Count == 4,
            describe: () => $"{cluster.Spread("four")}\n{cluster.Story}");

        proxy.Flow();
        await cluster.Everybody("up");
        await cluster.Ready("four", 4);
        Assert.Equal("n1: 4", cluster.Spread("four"));
    }
}
