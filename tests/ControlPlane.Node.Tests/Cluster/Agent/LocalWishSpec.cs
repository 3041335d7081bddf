using ControlPlane.Node.Cluster;
using ControlPlane.Node.Cluster.Agent;
using ControlPlane.Node.Cluster.Keys;
using ControlPlane.Node.Cluster.Leading;
using ControlPlane.Node.Cluster.Placement;
using ControlPlane.Node.Services;
using ControlPlane.Node.Tests.Cluster.View;
using ControlPlane.Node.Workload;

namespace ControlPlane.Node.Tests.Cluster.Agent;

public sealed class LocalWishSpec
{
    private static readonly ClusterNodePlan Self = new(
        "n1", [new NodeLabel("zone", "a")], new PeerListen("127.0.0.1", 0, true), null, 100, null);

    private readonly Views _views = new();

    private LocalWish Of(ServicePlan plan, bool leaves = false, int has = 0, bool drained = false) =>
        LocalWish.Of(plan, _views.View, Self, leaves, drained, has, grown: 0);

    [Fact]
    public void What_runs_on_every_node_has_its_number_here()
    {
        var every = Views.Service("every", 2, PlacementScope.Node);
        Assert.Equal(2, Of(every).Count);
        _views.Put(Views.Keys.Service("every"), new DesiredService(Scale: 5));
        Assert.Equal((5, 2L), (Of(every).Count, Of(every).Revision));
    }

    [Fact]
    public void A_label_that_is_not_this_nodes_a_most_and_a_drain_limit_it()
    {
        var every = Views.Service("every", 5, PlacementScope.Node);
        Assert.Equal(0, Of(Placed(every.Placement with { Require = [new RequiredLabel("zone", "b")] })).Count);
        Assert.Equal(5, Of(Placed(every.Placement with { Require = [new RequiredLabel("zone", "a")] })).Count);
        Assert.Equal(3, Of(Placed(every.Placement with { MaxPerNode = 3 })).Count);
        Assert.Equal(0, Of(every, leaves: true).Count);

        ServicePlan Placed(PlacementPlan placement) => every with { Placement = placement };
    }

    [Fact]
    public void What_the_leader_places_has_its_share()
    {
        var web = Views.Service("web", 4);
        var share = new NodeShare("n1", 2, 2, Generation: 3, Rolling: true);
        _views.Put(Views.Keys.Assignment("web"), new Assignment(1, 0, [share]));
        Assert.Equal(new LocalWish(true, 2, null, 3, true, 0, 2), Of(web, has: 4));
    }

    [Fact]
    public void Who_is_not_named_has_none()
    {
        _views.Put(Views.Keys.Assignment("web"), new Assignment(1, 0, [new NodeShare("n2", 4, 4)]));
        Assert.Equal(0, Of(Views.Service("web", 4), has: 4).Count);
    }

    [Fact]
    public void What_the_leader_takes_from_a_node_that_is_drained_or_goes_down_leaves_busy_or_not()
    {
        var load = Views.Service("load", 4) with { Workload = new DynamicPlan(1, 1, 1, 2, 8, TimeSpan.FromSeconds(1)) };
        _views.Put(Views.Keys.Assignment("load"), new Assignment(1, 0, [new NodeShare("n1", 1, 1)]));
        Assert.Equal((false, true), (Of(load).Quota!.Leaves, Of(load, drained: true).Quota!.Leaves));
        _views.Put(Views.Keys.Assignment("load"), new Assignment(1, 0, [new NodeShare("n2", 1, 1)]));
        Assert.Equal((true, false), (Of(load).Enabled, Of(load, drained: true).Enabled));
    }

    [Fact]
    public void Before_the_leader_decides_nothing_starts_and_what_is_there_stays()
    {
        Assert.Equal(0, Of(Views.Service("web", 4)).Count);
        Assert.Equal(3, Of(Views.Service("web", 4), has: 3).Count);
    }

    [Fact]
    public void People_say_whether_it_is_enabled_and_else_its_configuration()
    {
        var web = Views.Service("web", 4);
        Assert.True(Of(web).Enabled);
        Assert.False(Of(web with { Enabled = false }).Enabled);
        _views.Put(Views.Keys.Service("web"), new DesiredService(Enabled: true));
        Assert.True(Of(web with { Enabled = false }).Enabled);
    }

    [Fact]
    public void Where_files_differ_it_is_enabled_as_the_leader_has_decided_by_them()
    {
        var (on, off) = (Views.Service("web", 4), Views.Service("web", 4) with { Enabled = false });
        _views.Put(
            Views.Keys.Assignment("web"), new Assignment(1, 0, [], Rules: ClusterService.Of(on).Rules));
        Assert.True(Of(off).Enabled);
        _views.Applied(1);
        Assert.False(Of(off).Enabled);
    }
}
