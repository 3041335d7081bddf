using ControlPlane.Cluster.EndToEnd.Fixture;
using ControlPlane.TestKit;

namespace ControlPlane.Cluster.EndToEnd;

/// <summary>
/// shutdown and TERM, without a drain before: ready elsewhere first, as long as there is anybody to take over.
/// </summary>
public sealed class ANodeIsShutDownAmongOthersSpec
{
    private const string Waits = "shall be ready on other nodes first";
    private const string GivesUp = "does not wait until";

    [Fact]
    public async Task Node_by_node_a_newer_build_takes_over_and_services_stay_at_their_number()
    {
        var next = await NextBuild.Path;
        await using var cluster = await TestCluster.Start(Services.SixAndAgents);
        await cluster.Even("six", 6);
        await cluster.Ready("agent", 3);
        await using (var count = new Headcount(cluster, "six", Services.ReadyAfter))
        {
            foreach (var node in cluster.Nodes)
            {
                Assert.Equal(0, await node.Shutdown());
                Assert.Contains($"of six {Waits}", node.Said);
                Assert.DoesNotContain(GivesUp, node.Said);
                Assert.DoesNotContain("its registration was taken away", node.Said);
                node.Binary = next;
                await node.Start();
                await node.Joins();
                await cluster.Everybody("up");
                await cluster.Ready("agent", 3);
            }

            await cluster.Stayed(count, 6, 7);
        }

        // By the command it is the same. It returns when the node has exited.
        await using (var count = new Headcount(cluster, "six", Services.ReadyAfter))
        {
            await cluster["n2"].Done("shutdown");
            Assert.False(cluster["n2"].Runs);
            await cluster.Stayed(count, 6, 7);
        }

        Assert.DoesNotContain(GivesUp, cluster.Story);
        await cluster.History.AssertOneLeaderAtATime();
    }

    [Fact]
    public async Task The_last_one_and_all_at_once_wait_for_nobody()
    {
        await using var cluster = await TestCluster.Start(Services.SixAndAgents);
        await cluster.Ready("six", 6);
        await Task.WhenAll(cluster["n1"].Shutdown(), cluster["n2"].Shutdown());
        await cluster.Ready("six", 6);
        Assert.Equal(0, await cluster["n3"].Shutdown());
        Assert.Contains($"{GivesUp} 6 of six are ready on other nodes: no other node is up", cluster["n3"].Said);
        Assert.Empty(WorkerProcess.Of(cluster.DirectoryPath));
    }

    [Fact]
    public async Task Without_etcd_or_room_it_goes_and_says_why()
    {
        await using var cluster = await TestCluster.Prepare(
            Services.InAll("six", 6, "max_per_node = 2") + Services.OnEveryNode("agent"));
        await using var proxy = new TcpProxy(cluster.Etcd.Port);
        cluster["n3"].Endpoint = $"http://127.0.0.1:{proxy.Port}";
        await cluster.StartNodes();
        await cluster.Ready("six", 6);

        Assert.Equal(0, await cluster["n2"].Shutdown());
        Assert.Contains(
            $"{GivesUp} 2 of six are ready on other nodes: no other node has room for them", cluster["n2"].Said);

        proxy.Refuse();
        await cluster["n3"].Says("cluster: cannot join: "); // Before it knows, it says that nobody has room.
        Assert.Equal(0, await cluster["n3"].Shutdown());
        Assert.Contains(
            $"{GivesUp} 2 of six are ready on other nodes: it is no part of the cluster at the moment: ",
            cluster["n3"].Said);
    }

    [Fact]
    public async Task What_is_never_ready_elsewhere_is_not_waited_for_when_it_is_told_again()
    {
        await using var cluster = await TestCluster.Start(
            Services.InAll("six", 6, more: """
                processor.command = ["sh", "-c", "test -e $CPLANE_SOCKDIR.full && exit 1; exec sleep infinity"]
                """));
        await cluster.Even("six", 6);
        cluster.Write("n1.full", "");
        cluster.Write("n3.full", "");
        var held = cluster["n1"].PidsOf("six");
        var first = cluster["n2"].Run("shutdown");
        await cluster["n2"].Says(Waits);
        await Eventually.True(
            () => $"{cluster["n1"].Said}{cluster["n3"].Said}".Contains("exit code 1", StringComparison.Ordinal),
            describe: () => cluster.Story);
        Assert.Equal(2, cluster["n2"].PidsOf("six").Count);

        await cluster["n2"].Done("shutdown");
        Assert.Equal(0, (await first).Exit);
        await cluster["n2"].Says($"{GivesUp} 2 of six are ready on other nodes: it was told again to go");

        var killed = cluster["n1"].Shutdown();
        await cluster["n1"].Says(Waits);
        Assert.Subset(cluster["n1"].PidsOf("six").ToHashSet(), held.ToHashSet()); // And those that fail, for moments.
        Assert.Equal(0, await cluster["n1"].Shutdown());
        Assert.Equal(0, await killed);
        Assert.Empty(cluster["n1"].Workers);
    }
}
