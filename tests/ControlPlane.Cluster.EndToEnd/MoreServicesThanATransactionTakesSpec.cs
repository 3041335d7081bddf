using System.Text.Json.Nodes;
using ControlPlane.Cluster.EndToEnd.Fixture;
using ControlPlane.Etcd;
using ControlPlane.TestKit;

namespace ControlPlane.Cluster.EndToEnd;

/// <summary>
/// etcd changes 128 keys at once; what people want of all services is wanted of all of them or of none.
/// </summary>
public sealed class MoreServicesThanATransactionTakesSpec
{
    private const int Many = 200;

    private static string Services(string processor) => string.Join('\n', Enumerable.Range(1, Many).Select(
        i => $$"""
            s{{i}} {
              placement.scope = cluster, min_uptime = 100ms, processor.type = {{processor}}
              protocol.p.address = [{ type = unixdomain, path = "s{{i}}.sock" }]
            }
            """));

    [Fact]
    public async Task All_are_placed_restarted_and_configured_anew_and_their_numbers_forgotten()
    {
        await using var cluster = await TestCluster.Start(
            Services("hello"), nodes: 1, c => c.Lease = TimeSpan.FromSeconds(10));
        await Eventually.Succeeds(async () => Assert.Equal(Many, await Placed(cluster, generation: 0)));
        await cluster["n1"].Done("scale", "s7", "2");

        Assert.Contains("restart-all: done", await cluster["n1"].Done("restart-all"));
        Assert.Equal(Many, await Placed(cluster, generation: 1));

        var other = cluster.Write("other.conf", $"controlplane.service {{ {Services("echo")} }}");
        await cluster["n1"].Done("apply", other);
        Assert.Equal(Many, await Placed(cluster, generation: 2));
        Assert.Equal(Many, (await cluster.History.Value("overall"))!.Value.GetProperty("replaced").GetArrayLength());
        var assignment = await cluster.History.Value("assignments/s7");
        Assert.Equal(1, assignment!.Value.GetProperty("nodes")[0].GetProperty("count").GetInt32());
    }

    /// <summary>So many services have their containers, of this generation, by the leader's word.</summary>
    private static async Task<int> Placed(TestCluster cluster, long generation)
    {
        var all = await cluster.Keys.RangeAsync(KeyRange.Prefix(KeyHistory.Prefix + "assignments/"));
        return all.Items.Select(item => JsonNode.Parse(item.Value)!["nodes"]!.AsArray()).Count(
            shares => shares is [{ } share] && (int)share["count"]! > 0 && (long)share["generation"]! == generation);
    }
}
