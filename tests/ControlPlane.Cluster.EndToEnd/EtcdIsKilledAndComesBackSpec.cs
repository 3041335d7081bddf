using ControlPlane.Cluster.EndToEnd.Fixture;
using ControlPlane.TestKit;

namespace ControlPlane.Cluster.EndToEnd;

/// <summary>etcd goes away under a cluster that works.</summary>
public sealed class EtcdIsKilledAndComesBackSpec
{
    [Fact]
    public async Task Nothing_changes_but_that_new_intents_are_refused_until_it_is_back()
    {
        await using var cluster = await TestCluster.Start(Services.SixAndAgents);
        await cluster.Ready("six", 6);
        await cluster.Ready("agent", 3);
        var before = cluster.Marks;

        cluster.Etcd.Kill();
        foreach (var node in cluster.Nodes)
        {
            await node.Says("cluster: no longer a part of it: ");
            var refused = await node.Run("disable", "six");
            Assert.True(refused.Exit == 75, $"{refused}");
            Assert.Contains("etcd", refused.Error);
            Assert.Equal(0, (await node.Run("list")).Exit);
            Assert.Equal(node.Workers.Count, (await node.Api.Containers()).Count(c => c.Node == node.Name));
        }

        await Steadily.Holds(cluster.Lease + cluster.Grace, () => Assert.Equal(
            before, cluster.Marks));

        await cluster.Etcd.StartAgainAsync();
        await cluster.Everybody("up");
        await Steadily.Holds(cluster.Grace + TimeSpan.FromSeconds(1), () => Assert.Equal(
            before, cluster.Marks));
        await cluster["n1"].Done("scale", "six", "7");
        Assert.Equal(7, cluster.Workers("six").Count);
        await cluster.History.AssertOneLeaderAtATime();
    }

    [Fact]
    public async Task Without_its_data_the_cluster_is_made_anew_and_what_runs_stays()
    {
        await using var cluster = await TestCluster.Start(
            Services.FourAndAgents, nodes: 2, c => c.Grace = TimeSpan.FromSeconds(3));
        await cluster.Ready("four", 4);
        await cluster.Ready("agent", 2);
        var before = cluster.Marks;
        await cluster.Keys.CommitAsync(Etcd.Txn.Of(new Etcd.Operation.Delete(Etcd.KeyRange.Prefix(KeyHistory.Prefix))));
        foreach (var node in cluster.Nodes)
        {
            await node.Says("cluster: joined [", times: 2);
        }

        await cluster.Everybody("up");
        await Eventually.Succeeds(async () => Assert.NotNull(await cluster.History.Value("assignments/four")));
        await cluster["n2"].Done("scale", "agent", "1");
        await Steadily.Holds(cluster.Grace + TimeSpan.FromSeconds(1), () => Assert.Equal(
            before, cluster.Marks));
    }
}
