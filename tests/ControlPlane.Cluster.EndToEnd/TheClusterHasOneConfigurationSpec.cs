using ControlPlane.Cluster.EndToEnd.Fixture;
using ControlPlane.TestKit;

namespace ControlPlane.Cluster.EndToEnd;

/// <summary>apply, plan, rollback; and before the first apply, the files of the nodes.</summary>
public sealed class TheClusterHasOneConfigurationSpec
{
    [Fact]
    public async Task Plan_says_what_apply_does_rollback_undoes_it_and_a_restarted_node_has_it_too()
    {
        await using var cluster = await TestCluster.Start(Services.InAll("old", 2), nodes: 2);
        await cluster.Ready("old", 2);
        var one = cluster.Write(
            "one.conf", $"controlplane.service {{ {Services.InAll("shop", 4)} {Services.OnEveryNode("agent")} }}");
        var two = cluster.Write("two.conf", $"controlplane.service {{ {Services.InAll("shop", 6)} }}");

        var planned = await cluster["n1"].Run("plan", one);
        Assert.True(planned.Exit == 10, $"{planned}");
        var applied = await cluster["n2"].Done("apply", one);
        Assert.StartsWith("version 1 (one.conf, by ", applied);
        Assert.EndsWith($" is in force on n1, n2\n{planned.Out}", applied);
        Assert.Empty(cluster.Workers("old"));
        Assert.Equal((4, 2), (cluster.Workers("shop").Count, cluster.Workers("agent").Count));
        Assert.Equal(0, (await cluster["n2"].Run("plan", one)).Exit);

        await cluster["n1"].Done("apply", two);
        Assert.Equal((6, 0), (cluster.Workers("shop").Count, cluster.Workers("agent").Count));
        Assert.Equal(0, await cluster["n2"].Shutdown());
        await cluster["n2"].Start();
        await cluster["n2"].Joins();
        await cluster.Ready("shop", 6);
        Assert.Empty(cluster.Workers("old"));

        await cluster["n2"].Done("rollback");
        Assert.Equal((4, 2), (cluster.Workers("shop").Count, cluster.Workers("agent").Count));
        var unknown = await cluster["n2"].Run("rollback", "99");
        Assert.True(unknown.Exit == 1, $"{unknown}");
        Assert.Contains("There is no version 99.", unknown.Error);
    }

    [Fact]
    public async Task A_bad_file_changes_nothing_and_one_that_fits_not_everywhere_is_named()
    {
        await using var cluster = await TestCluster.Start(Services.InAll("four", 4), nodes: 2);
        await cluster.Ready("four", 4);
        var before = cluster.Workers("four").Select(w => w.Mark).ToHashSet();
        var bad = cluster.Write("bad.conf", "controlplane.service.four { processor { type = process, comand = [x] } }");
        foreach (var command in new[] { "plan", "apply" })
        {
            var refused = await cluster["n2"].Run(command, bad);
            Assert.True(refused.Exit == 78, $"{refused}");
            Assert.Contains("comand", refused.Error);
        }

        Assert.Equal(before, cluster.Workers("four").Select(w => w.Mark).ToHashSet());
        Assert.Null(await cluster.History.Value("config/current"));
    }

    [Fact]
    public async Task Files_that_differ_are_shown()
    {
        await using var cluster = await TestCluster.Start(
            Services.OnEveryNode("agent"), nodes: 2,
            arrange: c => c["n2"].Services = Services.OnEveryNode("agent", 2) + Services.OnEveryNode("extra"));
        await cluster.Ready("agent", 3);
        await cluster.Ready("extra", 1, cluster["n2"]);
        await Eventually.Succeeds(async () =>
        {
            var nodes = await cluster["n1"].Done("nodes");
            Assert.Equal(2, nodes.Split("configured otherwise than on other nodes: agent").Length - 1);
        });
        Assert.Contains("does not know the service", await cluster["n2"].Done("placement", "extra"));
    }
}
