using ControlPlane.Cluster.EndToEnd.Fixture;
using ControlPlane.Etcd;
using ControlPlane.TestKit;

namespace ControlPlane.Cluster.EndToEnd;

/// <summary>Somebody writes under the prefix of the cluster what does not belong there.</summary>
public sealed class KeysThatAreNotOursSpec
{
    private static readonly (string Key, string Value)[] Foreign =
    [
        ("something", "x"), ("nodes/", "{}"), ("nodes/a/b", "{}"), ("config/versions/007", "{}"),
        ("services/not ours!", "{}"),
    ];

    private static readonly (string Key, string Value)[] Damaged =
    [
        ("nodes/n9", "no JSON"), ("nodes/n8", """{"v":1}"""), ("status/n2x", "[]"), ("members/n7", """{"v":0}"""),
        ("files/n6", """{"v":1,"services":[{"service":"four","timeout":1,"cluster":true}]}"""),
        ("drains/n1x", "null"), ("services/four", """{"v":1,"scale":-1}"""),
        ("assignments/none", """{"v":1,"epoch":"x"}"""),
        ("config/versions/1", """{"v":1,"number":1}"""),
    ];

    [Fact]
    public async Task Each_is_reported_once_and_ignored()
    {
        await using var cluster = await TestCluster.Start(Services.FourAndAgents, nodes: 2);
        await cluster.Even("four", 4);
        await cluster.Ready("agent", 2);
        var before = cluster.Marks;
        for (var round = 0; round < 2; round++)
        {
            foreach (var (key, value) in Foreign.Concat(Damaged))
            {
                await cluster.Keys.CommitAsync(Txn.Of(new Operation.Put(KeyHistory.Prefix + key, value)));
            }
        }

        foreach (var node in cluster.Nodes)
        {
            foreach (var (key, _) in Foreign.Concat(Damaged))
            {
                await node.Says($"cluster: key {KeyHistory.Prefix}{key}: ");
            }
        }

        await Steadily.Holds(TimeSpan.FromSeconds(1), () => Assert.Equal(
            before, cluster.Marks));
        Assert.Equal(["n1", "n2"], (await cluster["n1"].Api.Nodes()).Select(n => n.Node));
        await cluster["n2"].Done("scale", "four", "6");
        Assert.Equal("n1: 3, n2: 3", cluster.Spread("four"));
        foreach (var (key, _) in Foreign.Concat(Damaged))
        {
            var once = $"cluster: key {KeyHistory.Prefix}{key}: ";
            Assert.All(cluster.Nodes, node => Assert.Equal(2, node.Said.Split(once).Length));
        }
    }

    [Fact]
    public async Task A_damaged_leader_or_registration_is_mended_by_those_whose_it_is()
    {
        await using var cluster = await TestCluster.Start(Services.InAll("four", 4), nodes: 2);
        await cluster.Ready("four", 4);
        await cluster.Keys.CommitAsync(Txn.Of(new Operation.Put(KeyHistory.Prefix + "nodes/n2", "somebody was here")));
        await cluster["n2"].Says("its registration was taken away");
        await cluster["n2"].Says("cluster: joined [", times: 2);

        var leader = await cluster.Leader();
        foreach (var key in new[] { "leader", "token", "config/current" })
        {
            await cluster.Keys.CommitAsync(Txn.Of(new Operation.Put(KeyHistory.Prefix + key, "somebody was here")));
        }

        await leader.Says("this node leads no longer");
        await Eventually.Succeeds(async () =>
        {
            Assert.NotNull((await cluster.History.Value("leader"))?.GetProperty("node"));
            Assert.NotNull((await cluster.History.Value("token"))?.GetProperty("secret"));
        });
        await cluster["n1"].Done("scale", "four", "5");
        Assert.Equal(5, cluster.Workers("four").Count);
        var file = cluster.Write("six.conf", $"controlplane.service {{ {Services.InAll("four", 6)} }}");
        await cluster["n2"].Done("apply", file);
        Assert.Equal(6, cluster.Workers("four").Count);
    }
}
