using ControlPlane.Cluster.EndToEnd.Fixture;

namespace ControlPlane.Cluster.EndToEnd;

/// <summary>Nodes that are started before their etcd is there.</summary>
public sealed class EtcdIsAbsentAtStartSpec
{
    [Fact]
    public async Task They_run_what_is_their_own_refuse_what_is_new_and_join_when_it_comes()
    {
        await using var cluster = await TestCluster.Prepare(Services.FourAndAgents, nodes: 2);
        cluster.Etcd.Kill();
        await Task.WhenAll(cluster.Nodes.Select(n => n.Start()));
        foreach (var node in cluster.Nodes)
        {
            await node.Says("agent-1: accepting");
            await node.Says("cluster: cannot join: ");
            var refused = await node.Run("scale", "agent", "2");
            Assert.True(refused.Exit == 75, $"{refused}");
            Assert.Contains("This node is no part of the cluster at the moment: ", refused.Error);
            Assert.Contains("etcd", refused.Error);
            Assert.Contains("new intents are refused", refused.Error);
            Assert.Contains("agent", await node.Done("list")); // What it has itself it can always say.
        }

        Assert.Equal("n1: 1, n2: 1", cluster.Spread("agent"));
        Assert.Empty(cluster.Workers("four"));
        var agents = cluster.Workers("agent").Select(w => w.Mark).ToHashSet();

        await cluster.Etcd.StartAgainAsync();
        await cluster.Everybody("up");
        await cluster.Ready("four", 4);
        await cluster["n2"].Done("scale", "agent", "2");
        Assert.Equal("n1: 2, n2: 2", cluster.Spread("agent"));
        Assert.Equal(2, cluster.Workers("agent").Count(w => agents.Contains(w.Mark)));
    }
}
