using ControlPlane.Cluster.EndToEnd.Fixture;

namespace ControlPlane.Cluster.EndToEnd;

/// <summary>drain: ready elsewhere first.</summary>
public sealed class ContainersMoveBeforeADrainedNodeLeavesSpec(ThreeNodes nodes) : IClassFixture<ThreeNodes>
{
    private TestCluster Cluster => nodes.Cluster;

    [Fact]
    public async Task Its_containers_are_ready_elsewhere_first_and_it_can_be_shut_down_and_come_back()
    {
        await using (var count = new Headcount(Cluster, "six", Services.ReadyAfter))
        {
            var said = await Cluster["n1"].Done("drain", "n2");
            Assert.Contains("n2", said);
            Assert.Empty(Cluster["n2"].Workers);
            Assert.Equal("n1: 3, n3: 3", Cluster.Spread("six"));
            Assert.Equal("n1: 1, n3: 1", Cluster.Spread("agent"));
            await Cluster.Everybody("draining", "n2");
            Assert.Contains("drain", await Cluster["n3"].Done("placement", "six"));

            Assert.Equal(0, await Cluster["n2"].Shutdown());
            Assert.DoesNotContain("no longer a part of it", Cluster["n2"].Said);
            await Cluster["n2"].Start();
            await Cluster["n2"].Joins();
            await Cluster.Everybody("draining", "n2"); // It stays drained until somebody says otherwise.
            Assert.Empty(Cluster["n2"].Workers);

            var before = Cluster.Workers("six").Select(w => w.Mark).ToHashSet();
            await Cluster["n3"].Done("undrain", "n2");
            await Cluster.Ready("agent", 3);
            Assert.Equal("n1: 3, n3: 3", Cluster.Spread("six")); // Nothing moves for balance alone.
            Assert.Equal(before, Cluster.Workers("six").Select(w => w.Mark).ToHashSet());

            await Cluster["n2"].Done("rebalance", "six");
            Assert.Equal("n1: 2, n2: 2, n3: 2", Cluster.Spread("six"));
            Assert.Equal(4, Cluster.Workers("six").Count(w => before.Contains(w.Mark)));
            await Cluster.Stayed(count, 6, 7);
        }

        await Cluster.History.AssertOneLeaderAtATime();
    }

    [Fact]
    public async Task When_the_last_node_is_drained_they_end_and_placement_says_that_they_have_no_place()
    {
        foreach (var node in Cluster.Nodes)
        {
            await Cluster["n1"].Done("drain", node.Name);
        }

        Assert.Empty(WorkerProcess.Of(Cluster.DirectoryPath));
        Assert.StartsWith(
            "six: scope cluster, 6 wanted, 6 without a place", await Cluster["n2"].Done("placement", "six"));
        foreach (var node in Cluster.Nodes)
        {
            await Cluster["n3"].Done("undrain", node.Name);
        }

        await Cluster.Ready("six", 6);
        await Cluster.Ready("agent", 3);
        await Cluster["n3"].Done("rebalance", "six");
        await Cluster.Even("six", 6);
    }
}
