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
        await using var cluster = await TestCluster.Start(
            Services.OnEveryNode("agent"), nodes: 1, c => c.Lease = TimeSpan.FromSeconds(10));
        await cluster.Ready("agent", 1);
        await cluster.Nodes[0].LosePower();
        var second = cluster.Add("n1", "other");
        await second.Start();
        await second.Says("waiting up to 11 s for its lease to end");
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

    [Fact]
    public async Task A_copy_that_was_started_more_often_has_the_name_and_the_older_one_gives_way_once()
    {
        await using var cluster = await TestCluster.Start(Services.OnEveryNode("agent"), nodes: 1);
        await cluster.Ready("agent", 1);
        var (older, copy) = (cluster.Nodes[0], cluster.Add("n1", "copy"));
        CopyIdentity(older, copy, incarnation: 1);
        await copy.Start();
        await copy.Joins();
        await older.Says("another node has the node-id of this one (incarnation 2, at ");
        Assert.Contains("remove node-id in its socket directory", older.Said);

        var revision = await Revision(cluster);
        await Steadily.Holds(cluster.Lease, () => Assert.Single(copy.Said.Split("no longer a part of it")));
        Assert.InRange(await Revision(cluster) - revision, 0, 10);
        Assert.Equal(2, older.Said.Split("cluster: joined [").Length);
        Assert.Equal(0, await copy.Shutdown());
        await older.Says("cluster: joined [", times: 2);
    }

    [Fact]
    public async Task A_copy_that_was_not_started_more_often_refuses_to_start()
    {
        await using var cluster = await TestCluster.Start(Services.OnEveryNode("agent"), nodes: 1);
        Assert.Equal(0, await cluster.Nodes[0].Shutdown());
        await cluster.Nodes[0].Start();
        await cluster.Nodes[0].Joins();
        var copy = cluster.Add("n1", "copy");
        CopyIdentity(cluster.Nodes[0], copy, incarnation: 1);
        copy.Launch();
        Assert.Equal(78, await copy.Process.Exit());
        Assert.Contains("with the same node-id; one of the two socket directories is a copy", copy.Said);
        Assert.DoesNotContain("no longer a part of it", cluster.Nodes[0].Said);
    }

    private static void CopyIdentity(ClusterNode from, ClusterNode to, int incarnation)
    {
        Directory.CreateDirectory(
            to.SocketDirectory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var uuid = File.ReadAllLines(Path.Combine(from.SocketDirectory, "node-id"))[0];
        File.WriteAllText(Path.Combine(to.SocketDirectory, "node-id"), $"{uuid}\n{incarnation}\n");
    }

    private static async Task<long> Revision(TestCluster cluster) =>
        (await cluster.Keys.RangeAsync(Etcd.KeyRange.One("x"))).Revision;
}
