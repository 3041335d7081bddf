using ControlPlane.Cluster.EndToEnd.Fixture;

namespace ControlPlane.Cluster.EndToEnd;

/// <summary>Two nodes that want to be called the same.</summary>
public sealed class ANameIsHeldByAnotherNodeSpec
{
    [Fact]
    public async Task Another_directory_is_another_node_and_is_refused_after_a_lease()
    {
        await using var cluster = await TestCluster.Start(Services.OnEveryNode("agent"), nodes: 1);
        await cluster.Ready("agent", 1);
        var holder = (await cluster.History.Value("nodes/n1"))!.Value;
        var second = cluster.Add("n1", "other");

        var began = TimeProvider.System.GetTimestamp();
        second.Launch();
        Assert.Equal(78, await second.Process.Exit());
        var took = TimeProvider.System.GetElapsedTime(began);
        Assert.True(took >= cluster.Lease + TimeSpan.FromSeconds(1), $"{took}");
        Assert.Contains("the name n1 is held by another node", second.Said);
        Assert.Contains(holder.GetProperty("uuid").GetString()!, second.Said);
        Assert.Contains(holder.GetProperty("address").GetString()!, second.Said);
        Assert.Contains("give this node another cluster.node.name, or shut that one down", second.Said);
        Assert.Empty(second.Workers);
        Assert.True(cluster.Nodes[0].Runs);
        Assert.Single(cluster.Nodes[0].PidsOf("agent"));
    }

    [Fact]
    public async Task Another_directory_has_the_name_when_its_holder_has_died()
    {
        await using var cluster = await TestCluster.Start(Services.OnEveryNode("agent"), nodes: 1);
        await cluster.Ready("agent", 1);
        await cluster.Nodes[0].LosePower();
        var second = cluster.Add("n1", "other");
        await second.Start();
        await second.Says("waiting up to 4 s for its lease to end");
        await second.Joins();
        Assert.Equal(1, (await cluster.History.Value("nodes/n1"))!.Value.GetProperty("incarnation").GetInt32());
    }

    [Fact]
    public async Task The_same_directory_takes_over_at_once_after_a_kill()
    {
        await using var cluster = await TestCluster.Start(
            Services.FourAndAgents, nodes: 2, c => c.Lease = TimeSpan.FromSeconds(10));
        await cluster.Even("four", 4);
        var before = (await cluster.History.Value("nodes/n2"))!.Value;
        await cluster["n2"].Kill();
        await cluster["n2"].Start();
        await cluster["n2"].Joins();
        Assert.DoesNotContain("is held by", cluster["n2"].Said);
        var after = (await cluster.History.Value("nodes/n2"))!.Value;
        Assert.Equal(before.GetProperty("uuid").GetString(), after.GetProperty("uuid").GetString());
        Assert.Equal(2, after.GetProperty("incarnation").GetInt32());
        await cluster.Ready("four", 4);
        Assert.Equal("n1: 2, n2: 2", cluster.Spread("four")); // It is back before anybody has missed it.
    }
}
