using System.Text.Json;
using ControlPlane.Cluster.EndToEnd.Fixture;
using ControlPlane.EndToEnd.Fixture;

namespace ControlPlane.Cluster.EndToEnd;

/// <summary>A cluster is replaced node by node by a build whose formats are newer, and back again.</summary>
public sealed class TwoVersionsWorkTogetherSpec
{
    [Fact]
    public async Task Node_by_node_there_and_back_and_services_stay_at_their_number()
    {
        var next = await NextBuild.Path;
        await using var cluster = await TestCluster.Start(Services.SixAndAgents);
        await cluster.Even("six", 6);
        await cluster.Ready("agent", 3);
        await using (var count = new Headcount(cluster, "six", Services.ReadyAfter))
        {
            foreach (var node in cluster.Nodes)
            {
                await Replace(cluster, node, next, "0.2.0");
                await Works(cluster);
            }

            await cluster.Stayed(count, 6, 7);
        }

        // All of it is written by the newer ones now.
        foreach (var key in new[] { "nodes/n1", "status/n2", "members/n3", "leader", "assignments/six" })
        {
            var value = await cluster.History.Value(key);
            Assert.Equal(2, value!.Value.GetProperty("v").GetInt32());
            Assert.True(value.Value.TryGetProperty("new_in_2", out _), $"{key}: {value}");
        }

        Assert.Contains("new_in_2", await cluster["n1"].Done("containers", "-o", "json"));
        await using (var count = new Headcount(cluster, "six", Services.ReadyAfter))
        {
            foreach (var node in cluster.Nodes)
            {
                await Replace(cluster, node, CplaneBinary.Path, "0.1.0");
                await Works(cluster);
            }

            await cluster.Stayed(count, 6, 7);
        }

        await cluster.History.AssertOneLeaderAtATime();
        Assert.DoesNotContain("it is ignored", cluster.Story);
    }

    private static async Task Replace(TestCluster cluster, ClusterNode node, string binary, string version)
    {
        var other = cluster.Nodes.First(n => n != node);
        await other.Done("drain", node.Name);
        Assert.Equal(0, await node.Shutdown());
        node.Binary = binary;
        await node.Start();
        await node.Joins();
        await other.Done("undrain", node.Name);
        await cluster.Everybody("up");
        using var nodes = JsonDocument.Parse(await other.Done("nodes", "-o", "json"));
        Assert.Equal(version, nodes.RootElement.EnumerateArray()
            .Single(n => n.GetProperty("node").GetString() == node.Name).GetProperty("version").GetString());
        await node.Done("rebalance", "six");
        Assert.Equal("n1: 2, n2: 2, n3: 2", cluster.Spread("six"));
    }

    /// <summary>Whoever is asked, all do it, and tell that they did.</summary>
    private static async Task Works(TestCluster cluster)
    {
        foreach (var node in cluster.Nodes)
        {
            Assert.Contains("confirmed by n1, n2, n3", await node.Done("restart", "agent"));
            Assert.Equal(9, (await node.Api.Containers()).Count);
        }

        Assert.Equal(3, cluster.Workers("agent").Count);
    }
}
