using ControlPlane.Contracts.Admin;

namespace ControlPlane.Node.Tests.Cluster.Commands;

public sealed class InfoCallSpec : IDisposable
{
    private readonly CalmCluster _cluster = new();

    public void Dispose() => _cluster.Dispose();

    [Fact]
    public void What_a_node_shows_while_it_is_no_part_of_the_cluster_may_be_old_and_it_says_so()
    {
        Assert.Empty(_cluster.Answer<ClusterProtocol.Nodes>(0, new ClusterProtocol.ListNodes()).Notices);
        _cluster.World.Etcd.Stop();
        _cluster.World.Advance(TimeSpan.FromSeconds(20));
        var nodes = _cluster.Answer<ClusterProtocol.Nodes>(0, new ClusterProtocol.ListNodes());
        Assert.Equal(3, nodes.Items.Count);
        Says(nodes);
        Says(_cluster.Answer<ClusterProtocol.Placement>(0, new ClusterProtocol.ExplainPlacement("web")));
        Says(_cluster.Answer<ClusterProtocol.Planned>(
            0, new ClusterProtocol.Plan(_cluster.World.Plans.Write(_cluster.OfFile), "plan")));
        Says(_cluster.Answer<AdminProtocol.Services>(0, new AdminProtocol.ListServices()));
    }

    [Fact]
    public void A_node_that_never_was_a_part_of_it_has_nothing_to_show()
    {
        _cluster.World.Etcd.Stop();
        _cluster.World.Node("n3").Kill();
        _cluster.World.Node("n3").Start();
        _cluster.World.Advance(TimeSpan.FromSeconds(10));
        var refused = _cluster.Refused(2, new ClusterProtocol.ListNodes());
        Assert.Equal(Refusal.NotInTime, refused.Why);
        Assert.StartsWith("This node is no part of the cluster at the moment: ", refused.Error);
    }

    private static void Says(AdminProtocol.Reply reply) => Assert.StartsWith(
        "what is shown may be old: This node is no part of the cluster at the moment: ", Assert.Single(reply.Notices));
}
