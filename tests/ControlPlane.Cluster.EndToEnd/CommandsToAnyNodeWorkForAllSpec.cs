using System.Text.Json;
using ControlPlane.Cluster.EndToEnd.Fixture;
using ControlPlane.TestKit;

namespace ControlPlane.Cluster.EndToEnd;

/// <summary>Whichever node is asked, the whole cluster answers and does it.</summary>
public sealed class CommandsToAnyNodeWorkForAllSpec(ThreeNodes nodes) : IClassFixture<ThreeNodes>
{
    private TestCluster Cluster => nodes.Cluster;

    [Fact]
    public async Task Every_node_shows_all_nodes_and_the_same_leader()
    {
        var leader = (await Cluster.Leader()).Name;
        foreach (var node in Cluster.Nodes)
        {
            // What a node has it tells the others at most once a second.
            await Eventually.Succeeds(async () =>
            {
                var seen = await node.Api.Nodes();
                Assert.Equal(["n1", "n2", "n3"], seen.Select(n => n.Node));
                Assert.Equal(leader, Assert.Single(seen, n => n.Leader).Node);
                Assert.Equal(["z1", "z2", "z3"], seen.Select(n => n.Labels["zone"]));
                Assert.All(seen, n => Assert.Equal(("up", "", 3), (n.State, n.Detail, n.Containers)));
            });
        }

        var table = await Cluster["n2"].Done("nodes");
        Assert.Contains("NODE", table);
        Assert.Contains("zone=z3", table);
    }

    [Fact]
    public async Task Lists_are_those_of_all_nodes_and_with_a_name_those_of_one()
    {
        foreach (var node in Cluster.Nodes)
        {
            var six = (await node.Api.Services()).Single(s => s.Service == "six");
            Assert.Equal((6, 6, 6), (six.Desired, six.Ready, six.Containers));
            Assert.Equal(9, (await node.Api.Containers()).Count);
        }

        var table = (await Cluster["n1"].Done("containers", "six")).Split('\n');
        Assert.StartsWith("NODE", table[0]);
        Assert.Equal(2, table.Count(line => line.StartsWith("n3 ", StringComparison.Ordinal)));

        using var own = JsonDocument.Parse(await Cluster["n1"].Done("containers", "--node", "n3", "-o", "json"));
        Assert.Equal(
            Cluster["n3"].Workers.Select(w => w.Mark.Pid).Order(),
            own.RootElement.EnumerateArray().Select(c => c.GetProperty("pid").GetInt32()).Order());
        using var list = JsonDocument.Parse(await Cluster["n1"].Done("list", "--node", "n3", "-o", "json"));
        Assert.Equal(
            [("six", 2), ("agent", 1)],
            list.RootElement.EnumerateArray()
                .Select(s => (s.GetProperty("service").GetString()!, s.GetProperty("ready").GetInt32())));
    }

    [Fact]
    public async Task Disable_ends_all_containers_everywhere_before_it_returns_and_enable_brings_them_back()
    {
        await Cluster["n1"].Done("disable", "six");
        Assert.Empty(Cluster.Workers("six"));
        Assert.Equal("disabled", (await Cluster["n3"].Api.Services()).Single(s => s.Service == "six").State);
        await Cluster["n2"].Done("enable", "six");
        Assert.Equal("n1: 2, n2: 2, n3: 2", Cluster.Spread("six"));

        await Cluster["n3"].Done("disable", "agent");
        Assert.Empty(Cluster.Workers("agent"));
        await Cluster["n1"].Done("enable", "agent");
        Assert.Equal("n1: 1, n2: 1, n3: 1", Cluster.Spread("agent"));
    }

    [Fact]
    public async Task Scale_is_for_the_whole_cluster_or_for_every_node()
    {
        await Cluster["n2"].Done("scale", "six", "9");
        Assert.Equal("n1: 3, n2: 3, n3: 3", Cluster.Spread("six"));
        await Cluster["n3"].Done("scale", "six", "6");
        Assert.Equal("n1: 2, n2: 2, n3: 2", Cluster.Spread("six"));
        await Cluster["n2"].Done("scale", "agent", "2");
        Assert.Equal("n1: 2, n2: 2, n3: 2", Cluster.Spread("agent"));
        await Cluster["n2"].Done("scale", "agent", "1");
        Assert.Equal("n1: 1, n2: 1, n3: 1", Cluster.Spread("agent"));
    }

    [Fact]
    public async Task A_rolling_restart_replaces_all_and_at_no_time_fewer_are_ready()
    {
        var before = Cluster.Workers("six").Select(w => w.Mark).ToHashSet();
        await using (var count = new Headcount(Cluster, "six", Services.ReadyAfter))
        {
            await Cluster["n3"].Done("restart", "six", "--rolling");
            await Cluster.Stayed(count, 6, 7);
        }

        var after = Cluster.Workers("six");
        Assert.Equal(6, after.Count);
        Assert.DoesNotContain(after, w => before.Contains(w.Mark));
    }

    [Fact]
    public async Task A_plain_restart_replaces_all()
    {
        var before = Cluster.Workers("agent").Select(w => w.Mark).ToHashSet();
        await Cluster["n1"].Done("restart", "agent");
        Assert.Equal("n1: 1, n2: 1, n3: 1", Cluster.Spread("agent"));
        Assert.DoesNotContain(Cluster.Workers("agent"), w => before.Contains(w.Mark));
    }

    [Fact]
    public async Task Placement_explains_itself()
    {
        var text = await Cluster["n2"].Done("placement", "six");
        Assert.StartsWith("six: scope cluster, 6 wanted", text);
        Assert.Equal(3, text.Split("2 here").Length - 1);
        Assert.StartsWith("agent: scope node", await Cluster["n2"].Done("placement", "agent"));
    }

    [Theory]
    [InlineData(4, "There is no service [none].", "placement", "none")]
    [InlineData(4, "There is no service [none].", "disable", "none")]
    [InlineData(4, "There is no service [none].", "containers", "none")]
    [InlineData(4, "There is no node [n9].", "drain", "n9")]
    [InlineData(4, "There is no node [n9].", "list", "--node", "n9")]
    [InlineData(1, "There is no version in force: each node has", "rollback")]
    [InlineData(1, "agent runs on every node", "rebalance", "agent")]
    [InlineData(78, "is not there", "apply", "/nowhere/at/all.conf")]
    [InlineData(78, "is not there", "plan", "/nowhere/at/all.conf")]
    [InlineData(69, "no node", "nodes", "--sockdir", "/nowhere/at/all")]
    public async Task What_cannot_be_has_an_exit_code_and_a_text(int exit, string text, params string[] command)
    {
        var result = await Cluster["n3"].Run(command);
        Assert.True(result.Exit == exit && result.Error.Contains(text, StringComparison.Ordinal), $"{result}");
    }

    [Fact]
    public async Task What_is_not_done_in_time_has_one_too_and_goes_on()
    {
        var result = await Cluster["n1"].Run("restart", "agent", "--timeout", "1ms");
        Assert.True(result.Exit == 75, $"{result}");
        await Eventually.Succeeds(
            async () => Assert.Contains("restart agent: done", await Cluster["n1"].Done("restart", "agent")));
        await Cluster.Ready("agent", 3);
    }
}
