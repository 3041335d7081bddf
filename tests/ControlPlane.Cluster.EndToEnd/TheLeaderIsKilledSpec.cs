using ControlPlane.Cluster.EndToEnd.Fixture;
using ControlPlane.TestKit;

namespace ControlPlane.Cluster.EndToEnd;

/// <summary>kill -9 of the leader: another node leads, and there is one at a time.</summary>
public sealed class TheLeaderIsKilledSpec
{
    [Fact]
    public async Task Another_one_leads_soon_and_the_old_one_comes_back_as_itself()
    {
        await using var cluster = await TestCluster.Start(Services.SixAndAgents);
        await cluster.Even("six", 6);
        var first = await cluster.Leader();
        var before = (await cluster.History.Value($"nodes/{first.Name}"))!.Value;

        await using (var count = new Headcount(cluster, "six", Services.ReadyAfter))
        {
            var began = TimeProvider.System.GetTimestamp();
            await first.LosePower();
            var second = await cluster.Leader(not: first.Name);
            var took = TimeProvider.System.GetElapsedTime(began);
            Assert.True(took < cluster.Lease + TimeSpan.FromSeconds(10), $"{took}");

            await Eventually.True(
                () => cluster.Workers("six").Count == 6 && first.PidsOf("six").Count == 0,
                describe: () => $"{cluster.Spread("six")}\n{cluster.Story}");
            took = TimeProvider.System.GetElapsedTime(began);
            Assert.True(took >= cluster.Grace, $"placed elsewhere after {took}, which is within the grace");
            await cluster.Ready("six", 6, second);
            Assert.All(cluster.Nodes.Where(n => n != first), n => Assert.Equal(3, n.PidsOf("six").Count));

            await first.Start();
            await first.Joins();
            await cluster.Everybody("up");
            var after = (await cluster.History.Value($"nodes/{first.Name}"))!.Value;
            Assert.Equal(before.GetProperty("uuid").GetString(), after.GetProperty("uuid").GetString());
            Assert.Equal(1, before.GetProperty("incarnation").GetInt32());
            Assert.Equal(2, after.GetProperty("incarnation").GetInt32());
            await cluster.Ready("agent", 3);
            Assert.Empty(first.PidsOf("six")); // Nothing is moved for balance alone.
            await first.Done("rebalance", "six");
            Assert.Equal("n1: 2, n2: 2, n3: 2", cluster.Spread("six"));
            Assert.True(count.Most <= 7, $"{count}\n{cluster.Story}");
        }

        Assert.Equal(2, await cluster.History.AssertOneLeaderAtATime());
    }

    [Fact]
    public async Task One_leader_after_the_other_is_killed_and_all_goes_on()
    {
        await using var cluster = await TestCluster.Start(
            Services.InAll("six", 6), arrange: c => c.Lease = TimeSpan.FromSeconds(4));
        await cluster.Ready("six", 6);
        for (var i = 0; i < 3; i++)
        {
            var leader = await cluster.Leader();
            await leader.Kill();
            await leader.Start(); // It ends what its predecessor has left, and only then joins.
            await leader.Joins();
            await cluster.Ready("six", 6);
        }

        await cluster.Everybody("up");
        await cluster["n1"].Done("restart", "six");
        Assert.Equal(6, cluster.Workers("six").Count);
        await cluster.History.AssertOneLeaderAtATime();
    }
}
