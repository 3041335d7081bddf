using ControlPlane.Cluster.EndToEnd.Fixture;
using ControlPlane.TestKit;

namespace ControlPlane.Cluster.EndToEnd;

/// <summary>cluster.on_lost: one node of three loses etcd, the others do not.</summary>
public sealed class WhatACutOffNodeDoesSpec
{
    [Fact]
    public async Task Stop_ends_the_containers_of_the_cluster_before_they_are_placed_elsewhere()
    {
        await using var cluster = await Cluster("stop");
        await using var proxy = await CutOff.Behind(cluster, "n3");
        await using (var count = new Headcount(cluster, "six", Services.ReadyAfter))
        {
            var agent = cluster["n3"].PidsOf("agent");
            var began = TimeProvider.System.GetTimestamp();
            proxy.Refuse();
            await Eventually.True(() => cluster["n3"].PidsOf("six").Count == 0, describe: () => cluster.Story);
            await cluster["n3"].Says("the containers of the cluster end here");
            var took = TimeProvider.System.GetElapsedTime(began);
            Assert.True(took < cluster.Lease + cluster.Grace, $"ended after {took}\n{cluster.Story}");
            Assert.Equal(agent, cluster["n3"].PidsOf("agent")); // That is its own.
            await cluster.Ready("six", 6);
            Assert.Equal("n1: 3, n2: 3", cluster.Spread("six"));
            Assert.True(count.Most <= 6, $"{count}\n{cluster.Story}");

            proxy.Welcome();
            await cluster["n3"].Says("cluster: joined [", times: 2);
            await cluster["n3"].Done("rebalance", "six");
            Assert.Equal("n1: 2, n2: 2, n3: 2", cluster.Spread("six"));
            Assert.Equal(agent, cluster["n3"].PidsOf("agent"));
            Assert.True(count.Most <= 7, $"{count}\n{cluster.Story}");
        }
    }

    [Fact]
    public async Task Stop_ends_also_those_that_do_not_want_to()
    {
        await using var cluster = await Cluster(
            "stop", """processor.command = ["sh", "-c", "trap '' TERM; exec sleep infinity"]""", grace: 10);
        await using var proxy = await CutOff.Behind(cluster, "n3");
        var began = TimeProvider.System.GetTimestamp();
        proxy.Refuse();
        await Eventually.True(() => cluster["n3"].PidsOf("six").Count == 0, describe: () => cluster.Story);
        var took = TimeProvider.System.GetElapsedTime(began);
        var latest = cluster.Lease + cluster.Grace + TimeSpan.FromSeconds(0.5);
        Assert.True(took < latest, $"ended after {took}\n{cluster.Story}");
    }

    [Fact]
    public async Task Keep_lets_them_run_and_ends_what_is_elsewhere_when_it_is_back()
    {
        await using var cluster = await Cluster("keep");
        await using var proxy = await CutOff.Behind(cluster, "n3");
        var (six, agent) = (cluster["n3"].PidsOf("six"), cluster["n3"].PidsOf("agent"));
        proxy.Refuse();
        await Eventually.True(
            () => cluster.Workers("six").Count == 8, describe: () => $"{cluster.Spread("six")}\n{cluster.Story}");
        Assert.Equal(six, cluster["n3"].PidsOf("six"));
        var refused = await cluster["n3"].Run("disable", "six");
        Assert.True(refused.Exit == 75, $"{refused}");

        proxy.Welcome();
        await cluster["n3"].Says("cluster: joined [", times: 2);
        await cluster.Ready("six", 6);
        Assert.Equal("n1: 3, n2: 3", cluster.Spread("six"));
        Assert.Equal(agent, cluster["n3"].PidsOf("agent"));
        await cluster.History.AssertOneLeaderAtATime();
    }

    /// <param name="onLost"><c>cluster.on_lost</c>.</param>
    /// <param name="more">More of the service.</param>
    /// <param name="grace">In seconds: what ends by a part of it is looked at from outside, on a busy machine.</param>
    private static async Task<TestCluster> Cluster(string onLost, string more = "", int grace = 5)
    {
        var cluster = await TestCluster.Prepare(Services.InAll("six", 6, more: more) + Services.OnEveryNode("agent"));
        cluster.Grace = TimeSpan.FromSeconds(grace);
        foreach (var node in cluster.Nodes)
        {
            node.ClusterMore = $"on_lost = {onLost}";
        }

        return cluster;
    }

    /// <summary>A way to etcd that can be cut.</summary>
    private static class CutOff
    {
        public static async Task<TcpProxy> Behind(TestCluster cluster, string node)
        {
            var proxy = new TcpProxy(cluster.Etcd.Port);
            cluster[node].Endpoint = $"http://127.0.0.1:{proxy.Port}";
            await cluster.StartNodes();
            await cluster.Even("six", 6);
            await cluster.Ready("agent", 3);
            return proxy;
        }
    }
}
