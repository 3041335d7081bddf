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
    public async Task What_finds_no_place_elsewhere_stays_and_the_drain_says_so()
    {
        await Cluster["n1"].Done("drain", "n1");
        await Cluster["n1"].Done("drain", "n2");
        var before = Cluster.Workers("six").Select(w => w.Mark).ToHashSet();
        var refused = await Cluster["n1"].Run("drain", "n3", "--timeout", "4s");
        Assert.Equal(75, refused.Exit);
        Assert.Contains("6 of six find no place elsewhere (why: cplane placement six)", refused.Error);
        Assert.Contains(
            "draining, but 6 find no place elsewhere and stay", await Cluster["n2"].Done("placement", "six"));
        Assert.Equal("n3: 6", Cluster.Spread("six"));
        Assert.Equal(before, Cluster.Workers("six").Select(w => w.Mark).ToHashSet());

        await Cluster["n3"].Done("undrain", "n1"); // Now there is one.
        await Cluster["n3"].Done("drain", "n3");
        Assert.Equal("n1: 6", Cluster.Spread("six"));
        Assert.Empty(Cluster["n3"].Workers);
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
