using ControlPlane.Cluster.EndToEnd.Fixture;
using ControlPlane.EndToEnd.Fixture;
using ControlPlane.Etcd;

namespace ControlPlane.Cluster.EndToEnd;

/// <summary>
/// Nothing was applied, and the file of one node lacks a service of the cluster: it runs on the others, whoever leads.
/// </summary>
public sealed class AServiceIsInSomeFilesOnlySpec
{
    [Fact]
    public async Task It_runs_where_it_is_known_is_commanded_from_anywhere_and_outlives_every_leader()
    {
        await using var cluster = await TestCluster.Prepare(Services.FourAndAgents);
        var lacking = cluster["n1"];
        lacking.Services = Services.OnEveryNode("agent");
        await lacking.Start();
        Assert.Equal(lacking, await cluster.Leader());
        await Task.WhenAll(cluster["n2"].Start(), cluster["n3"].Start());
        await cluster.Everybody("up");
        await cluster.Ready("four", 4);
        await CommandedFrom(lacking, cluster);

        // Whoever leads, with or without it in its file: no container is touched.
        var before = Marks(cluster);
        while (await cluster.Leader() == lacking)
        {
            await NextLeader(cluster);
        }

        await DecidesAnew(cluster, before);
        while (await cluster.Leader() != lacking)
        {
            await NextLeader(cluster);
        }

        await DecidesAnew(cluster, before);

        await lacking.LosePower();
        var second = await cluster.Leader(not: lacking.Name);
        await second.Done("rebalance", "four");
        Assert.Equal(before, Marks(cluster));
        await lacking.Start();
        await cluster.Everybody("up");
        await DecidesAnew(cluster, before);

        // And one that has it: what it had runs on the last node then, beside what was there.
        await second.LosePower();
        await cluster.Leader(not: second.Name);
        await cluster.Ready("four", 4, lacking);
        var third = cluster.Nodes.Single(n => n != lacking && n != second);
        Assert.Equal($"{third.Name}: 4", cluster.Spread("four"));
        Assert.Equal(2, Marks(cluster).Count(before.Contains));
        await cluster.History.AssertOneLeaderAtATime();
    }

    private static async Task CommandedFrom(ClusterNode node, TestCluster cluster)
    {
        await node.Done("rebalance", "four");
        Assert.Equal("n2: 2, n3: 2", cluster.Spread("four"));
        var placement = await node.Done("placement", "four");
        Assert.StartsWith("four: scope cluster, 4 wanted", placement);
        Assert.Contains("does not know the service", placement);
        Assert.Contains("its file lacks what others have for the cluster: four", await node.Done("nodes"));
        Assert.Equal(4, (await node.Done("containers", "four")).Split('\n').Count(line => line.Contains("four-")));
        Assert.Equal(4, (await node.Api.Services()).Single(s => s.Service == "four").Ready);

        await node.Done("disable", "four");
        Assert.Empty(cluster.Workers("four"));
        await node.Done("enable", "four");
        Assert.Equal("n2: 2, n3: 2", cluster.Spread("four"));
        await node.Done("scale", "four", "6");
        Assert.Equal("n2: 3, n3: 3", cluster.Spread("four"));
        await node.Done("scale", "four", "4");
        var before = Marks(cluster);
        await node.Done("restart", "four", "--rolling");
        Assert.Equal("n2: 2, n3: 2", cluster.Spread("four"));
        Assert.DoesNotContain(Marks(cluster), before.Contains);
        await node.Done("restart-all");
        Assert.Equal("n2: 2, n3: 2", cluster.Spread("four"));
        Assert.Equal(4, (await node.Run("disable", "none")).Exit);
    }

    /// <summary>Any node may be the next one.</summary>
    private static async Task NextLeader(TestCluster cluster)
    {
        await cluster.Keys.CommitAsync(Txn.Of(new Operation.Delete(KeyRange.One(KeyHistory.Prefix + "leader"))));
        await cluster.Leader();
    }

    /// <summary>The present leader decides about it, and changes nothing.</summary>
    private static async Task DecidesAnew(TestCluster cluster, HashSet<ProcessMark> before)
    {
        await cluster["n2"].Done("rebalance", "four");
        Assert.Equal(before, Marks(cluster));
    }

    private static HashSet<ProcessMark> Marks(TestCluster cluster) => [.. cluster.Workers("four").Select(w => w.Mark)];
}
