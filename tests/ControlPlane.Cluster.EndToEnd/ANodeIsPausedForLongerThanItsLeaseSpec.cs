using ControlPlane.Cluster.EndToEnd.Fixture;
using ControlPlane.TestKit;

namespace ControlPlane.Cluster.EndToEnd;

/// <summary>SIGSTOP of a node for longer than its lease and the grace; its workers run on.</summary>
public sealed class ANodeIsPausedForLongerThanItsLeaseSpec
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Others_take_over_and_on_waking_it_ends_only_what_is_placed_elsewhere(bool leads)
    {
        await using var cluster = await TestCluster.Start(Services.SixAndAgents);
        await cluster.Even("six", 6);
        await cluster.Ready("agent", 3);
        var leader = await cluster.Leader();
        var sleeper = leads ? leader : cluster.Nodes.First(n => n != leader);
        var uuid = (await cluster.History.Value($"nodes/{sleeper.Name}"))!.Value.GetProperty("uuid").GetString();
        var agent = sleeper.PidsOf("agent");

        sleeper.Pause();
        await Eventually.True(
            () => cluster.Nodes.Where(n => n != sleeper).Sum(n => n.PidsOf("six").Count) == 6,
            describe: () => $"{cluster.Spread("six")}\n{cluster.Story}");
        Assert.Equal(2, sleeper.PidsOf("six").Count); // Nobody can tell it anything now.
        var awake = cluster.Nodes.First(n => n != sleeper);
        await awake.Sees(sleeper, "gone"); // By its own clock, not by that of who leads.
        var second = await cluster.Leader(not: leads ? sleeper.Name : null);

        sleeper.Continue();
        await sleeper.Says("cluster: no longer a part of it: its lease was not renewed in time");
        if (leads)
        {
            await sleeper.Says("this node leads no longer");
        }

        await sleeper.Says("cluster: joined [", times: 2);
        await cluster.Everybody("up");
        await cluster.Ready("six", 6);
        Assert.Empty(sleeper.PidsOf("six"));
        Assert.Equal(agent, sleeper.PidsOf("agent"));
        var now = (await cluster.History.Value($"nodes/{sleeper.Name}"))!.Value;
        Assert.Equal((uuid, 1), (now.GetProperty("uuid").GetString(), now.GetProperty("incarnation").GetInt32()));
        Assert.Equal(second, await cluster.Leader());

        // What it is told now it does.
        await sleeper.Done("rebalance", "six");
        Assert.Equal("n1: 2, n2: 2, n3: 2", cluster.Spread("six"));
        Assert.Equal(leads ? 2 : 1, await cluster.History.AssertOneLeaderAtATime());
    }

    [Fact]
    public async Task A_pause_that_is_shorter_changes_nothing()
    {
        await using var cluster = await TestCluster.Start(
            Services.InAll("four", 4), nodes: 2, c => c.Lease = TimeSpan.FromSeconds(12));
        await cluster.Ready("four", 4);
        var before = cluster.Marks;
        var leader = await cluster.Leader();
        leader.Pause();
        await Steadily.Holds(
            TimeSpan.FromSeconds(2), () => Assert.Equal(before, cluster.Marks));
        leader.Continue();
        await leader.Done("scale", "four", "5");
        Assert.True(before.IsSubsetOf(cluster.Marks));
        Assert.Equal(1, await cluster.History.AssertOneLeaderAtATime());
        Assert.DoesNotContain("no longer a part of it", cluster.Story);
    }
}
