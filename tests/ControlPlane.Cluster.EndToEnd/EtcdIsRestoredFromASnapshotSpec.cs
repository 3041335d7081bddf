using ControlPlane.Cluster.EndToEnd.Fixture;
using ControlPlane.Etcd;
using ControlPlane.TestKit;

namespace ControlPlane.Cluster.EndToEnd;

/// <summary>The operators of etcd go back to an older state of it: its revisions begin again there.</summary>
public sealed class EtcdIsRestoredFromASnapshotSpec
{
    private const int Revisions = 400;

    [Fact]
    public async Task The_cluster_goes_on_decides_and_comes_to_rest()
    {
        await using var cluster = await TestCluster.Start(Services.FourAndAgents, nodes: 2);
        await cluster.Ready("four", 4);
        await cluster["n1"].Done("scale", "four", "4");
        using var snapshot = EtcdSnapshot.Save(cluster.Etcd);
        await Write(cluster);
        // A later epoch.
        await cluster.Keys.CommitAsync(Txn.Of(new Operation.Delete(KeyRange.One(KeyHistory.Prefix + "leader"))));
        await cluster["n1"].Done("restart", "four");
        await cluster["n1"].Done("restart", "agent");
        await cluster["n2"].Done("scale", "four", "6");
        var before = cluster.Marks;

        await snapshot.Restore(cluster.Etcd);
        await cluster.Everybody("up");
        foreach (var node in cluster.Nodes)
        {
            await node.Says("it was restored from an older state");
        }

        // Four again, by the word of etcd; and what is said now is done, on both sides of the epochs that were
        // forgotten.
        await cluster.Ready("four", 4);
        await cluster["n1"].Done("scale", "four", "5");
        Assert.Equal(5, cluster.Workers("four").Count);
        await Write(cluster);
        await cluster["n2"].Done("scale", "four", "7");
        Assert.Equal(7, cluster.Workers("four").Count);
        Assert.True(cluster.Workers("agent").All(w => before.Contains(w.Mark)));
        await cluster["n1"].Done("restart", "agent");
        Assert.DoesNotContain(cluster.Workers("agent"), w => before.Contains(w.Mark));
        Assert.DoesNotContain("it is refused", cluster.Story);

        await Eventually.Succeeds(async () => Assert.Equal(7, await cluster.History.ReadyByReports("four")));
        var revision = await Revision(cluster);
        await Steadily.Holds(TimeSpan.FromSeconds(3), () => Assert.Equal(7, cluster.Workers("four").Count));
        Assert.InRange(await Revision(cluster) - revision, 0, 6);
    }

    private static async Task Write(TestCluster cluster)
    {
        for (var i = 0; i < Revisions; i++)
        {
            await cluster.Keys.CommitAsync(Txn.Of(new Operation.Put("/other/counter", $"{i}")));
        }
    }

    private static async Task<long> Revision(TestCluster cluster) =>
        (await cluster.Keys.RangeAsync(KeyRange.One("/other/counter"))).Revision;
}
