using ControlPlane.Cluster.EndToEnd.Fixture;
using ControlPlane.TestKit;

namespace ControlPlane.Cluster.EndToEnd;

/// <summary>A leader that cannot have the version in force leaves the lead to a node that has.</summary>
public sealed class OneNodeRefusesTheConfigurationSpec
{
    private const string Socket = "new.sock";

    [Fact]
    public async Task It_leads_no_longer_and_what_is_new_runs_where_it_is_in_force_until_the_node_can_have_it_too()
    {
        await using var cluster = await TestCluster.Start(Services.InAll("old", 2), nodes: 2);
        await cluster.Ready("old", 2);
        var leader = await cluster.Leader();
        var other = cluster.Nodes.Single(n => n != leader);
        // No socket can be bound where a directory is.
        var inTheWay = Directory.CreateDirectory(Path.Combine(leader.SocketDirectory, Socket));

        var file = cluster.Write("new.conf", "controlplane.service { " + Services.InAll(
            "new", 2, more: $$"""protocol.p.address = [{ type = unixdomain, path = "{{Socket}}" }]""") + " }");
        var applied = await other.Run("apply", file, "--timeout", "20s");
        Assert.True(applied.Exit == 75, $"{applied}");
        Assert.Contains($"{leader.Name}: version 1 of the configuration is refused: ", applied.Error);
        Assert.Equal(other, await cluster.Leader(not: leader.Name));
        await leader.Says("this node leads no longer: it refuses version 1 of the configuration, which is in force on");
        await Eventually.Succeeds(() =>
        {
            Assert.Equal($"{other.Name}: 2", cluster.Spread("new"));
            return Task.CompletedTask;
        });

        inTheWay.Delete();
        await other.Done("apply", file);
        Assert.Equal(2, cluster.Workers("new").Count);
    }
}
