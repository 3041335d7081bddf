using ControlPlane.Cluster.EndToEnd.Fixture;
using ControlPlane.TestKit;

namespace ControlPlane.Cluster.EndToEnd;

/// <summary>A node dies and starts again while etcd does not answer.</summary>
public sealed class EtcdIsAwayAtARestartSpec
{
    private const string Kept = "cluster-known";

    [Fact]
    public async Task It_starts_what_the_cluster_had_applied_and_people_wanted()
    {
        await using var cluster = await TestCluster.Start(Services.OnEveryNode("old"), nodes: 1);
        var node = cluster["n1"];
        await cluster.Ready("old", 1);
        var file = cluster.Write(
            "new.conf", $"controlplane.service {{ {Services.OnEveryNode("agent")} {Services.OnEveryNode("off")} }}");
        await node.Done("apply", file);
        await node.Done("disable", "off");
        await node.Done("scale", "agent", "2");
        var path = Path.Combine(node.SocketDirectory, Kept);
        await Eventually.True(
            () => File.Exists(path) && File.ReadAllText(path).Contains("\"scale\":2", StringComparison.Ordinal));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));

        cluster.Etcd.Kill();
        await node.Kill();
        node.Launch();
        await node.Says("it goes by version 1 of the cluster's configuration (new.conf");
        await Eventually.True(() => node.PidsOf("agent").Count == 2, describe: () => cluster.Story);
        Assert.Equal((0, 0), (cluster.Workers("old").Count, cluster.Workers("off").Count));
        var before = cluster.Marks;
        await cluster.Etcd.StartAgainAsync();
        await node.Joins();
        await cluster.Everybody("up");
        await Steadily.Holds(cluster.Grace + TimeSpan.FromSeconds(1), () => Assert.Equal(before, cluster.Marks));

        Assert.Equal(0, await node.Shutdown());
        var left = Directory.GetFileSystemEntries(node.SocketDirectory).Select(Path.GetFileName);
        Assert.Equal(["lock", "node-id"], left.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_is_damaged_of_it_is_reported_and_not_used()
    {
        await using var cluster = await TestCluster.Start(Services.OnEveryNode("old"), nodes: 1);
        var node = cluster["n1"];
        var file = cluster.Write("new.conf", $"controlplane.service {{ {Services.OnEveryNode("agent")} }}");
        await node.Done("apply", file);
        cluster.Etcd.Kill();
        await node.Kill();
        await File.WriteAllTextAsync(Path.Combine(node.SocketDirectory, Kept), "cplane-cluster 9 test n1\nend\n");
        node.Launch();
        await node.Says(
            $"{Kept} is not used: it begins with [cplane-cluster 9 test n1]; expected [cplane-cluster 1 test n1]");
        await node.Says("it goes by its own file, and has kept nothing");
        await Eventually.True(() => node.PidsOf("old").Count == 1, describe: () => cluster.Story);
        Assert.Empty(node.PidsOf("agent"));
    }
}
