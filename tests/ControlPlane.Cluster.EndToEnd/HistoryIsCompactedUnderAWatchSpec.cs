using ControlPlane.Cluster.EndToEnd.Fixture;
using ControlPlane.TestKit;

namespace ControlPlane.Cluster.EndToEnd;

/// <summary>etcd forgets what a node has not heard yet.</summary>
public sealed class HistoryIsCompactedUnderAWatchSpec
{
    [Fact]
    public async Task The_node_reads_everything_anew_and_knows_what_has_happened()
    {
        await using var cluster = await TestCluster.Prepare(Services.FourAndAgents, nodes: 2);
        cluster.Lease = TimeSpan.FromSeconds(10);
        await using var proxy = new TcpProxy(cluster.Etcd.Port);
        cluster["n2"].Endpoint = $"http://127.0.0.1:{proxy.Port}";
        await cluster.StartNodes();
        await cluster.Even("four", 4);

        // For shorter than its lease, so that it is a member all along.
        proxy.Refuse();
        await cluster["n1"].Done("scale", "agent", "2", "--no-wait");
        await cluster["n1"].Done("disable", "four", "--no-wait");
        var now = (await cluster.Keys.RangeAsync(Etcd.KeyRange.Prefix(KeyHistory.Prefix))).Revision;
        await cluster.Etcd.CompactAsync(now);
        proxy.Welcome();

        await cluster.Ready("agent", 4, cluster["n2"]);
        await cluster.Ready("four", 0, cluster["n2"]);
        await cluster["n2"].Done("enable", "four");
        Assert.Equal("n1: 2, n2: 2", cluster.Spread("four"));
    }
}
