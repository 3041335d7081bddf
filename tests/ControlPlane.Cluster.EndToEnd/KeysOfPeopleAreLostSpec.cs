using ControlPlane.Cluster.EndToEnd.Fixture;
using ControlPlane.Etcd;
using ControlPlane.TestKit;

namespace ControlPlane.Cluster.EndToEnd;

/// <summary>
/// Somebody damages or deletes what people have said: what was applied, and what is wanted of a service.
/// </summary>
public sealed class KeysOfPeopleAreLostSpec
{
    private const string Current = "config/current";

    [Fact]
    public async Task What_was_in_force_stays_so_is_shown_and_can_be_said_anew()
    {
        await using var cluster = await TestCluster.Start(Services.OnEveryNode("old"), nodes: 2);
        await cluster.Ready("old", 2);
        var file = cluster.Write("two.conf", $$"""
            controlplane.service {
              {{Services.InAll("four", 4)}} {{Services.OnEveryNode("agent")}} {{Services.OnEveryNode("off")}}
            }
            """);
        await cluster["n1"].Done("apply", file);
        await cluster["n1"].Done("disable", "off");
        Assert.Equal((4, 2), (cluster.Workers("four").Count, cluster.Workers("agent").Count));
        Assert.Empty(cluster.Workers("off"));
        var before = cluster.Marks;

        foreach (var key in new[] { Current, "config/versions/1", "services/off" })
        {
            var delete = new Operation.Delete(KeyRange.One(KeyHistory.Prefix + key));
            foreach (var write in new Operation[] { Put(key, "oops"), delete })
            {
                await cluster.Keys.CommitAsync(Txn.Of(write));
            }

            foreach (var node in cluster.Nodes)
            {
                await node.Says($"cluster: key {KeyHistory.Prefix}{key}: ");
            }
        }

        await Steadily.Holds(cluster.Grace + TimeSpan.FromSeconds(1), () => Assert.Equal(before, cluster.Marks));
        await Eventually.Succeeds(async () =>
        {
            var nodes = await cluster["n2"].Done("nodes", "-o", "json");
            Assert.Equal(2, nodes.Split("config/current is gone, and version 1 counts").Length - 1);
            Assert.Equal(2, nodes.Split("services/off is gone, and what was known of it counts").Length - 1);
        });
        Assert.All(
            cluster.Nodes, node => Assert.Equal(2, node.Said.Split($"key {KeyHistory.Prefix}{Current}: ").Length));

        await cluster["n2"].Done("enable", "off");
        Assert.Equal(2, cluster.Workers("off").Count);
        await cluster["n2"].Done("apply", file);
        Assert.Equal(2, (await cluster.History.Value(Current))!.Value.GetProperty("number").GetInt32());
        var healed = await cluster["n1"].Done("nodes", "-o", "json");
        Assert.DoesNotContain("counts", healed);
        Assert.Empty(cluster.Workers("old"));
    }

    [Fact]
    public async Task A_node_that_never_knew_it_starts_nothing_by_its_own_file()
    {
        await using var cluster = await TestCluster.Start(Services.OnEveryNode("old"), nodes: 1);
        await cluster.Ready("old", 1);
        var file = cluster.Write("new.conf", $"controlplane.service {{ {Services.OnEveryNode("agent")} }}");
        await cluster["n1"].Done("apply", file);
        await cluster.Keys.CommitAsync(Txn.Of(Put(Current, "oops")));

        var late = cluster.Add("n2", "late");
        await late.Start();
        await late.Joins();
        await late.Says("which services the cluster has is not known");
        await Steadily.Holds(cluster.Lease + cluster.Grace, () => Assert.Empty(late.Workers));
        await cluster["n1"].Done("apply", file);
        await Eventually.True(() => late.PidsOf("agent").Count == 1, describe: () => cluster.Story);
        Assert.Empty(cluster.Workers("old"));
    }

    private static Operation.Put Put(string key, string value) => new(KeyHistory.Prefix + key, value);
}
