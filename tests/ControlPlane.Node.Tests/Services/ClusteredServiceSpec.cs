using ControlPlane.Node.Cluster;
using ControlPlane.Node.Cluster.Agent;
using ControlPlane.Node.Workload;

namespace ControlPlane.Node.Tests.Services;

/// <summary>A service of scope cluster on one node, as the cluster wants it.</summary>
public sealed class ClusteredServiceSpec
{
    private static readonly DynamicPlan Dynamic = new(1, 1, 2, 3, 6, TimeSpan.FromSeconds(5));

    private readonly ServiceRig _rig = new(Dynamic, clustered: true);

    [Fact]
    public void Before_the_cluster_has_said_anything_nothing_runs() => Assert.Empty(_rig.Alive);

    [Fact]
    public void A_dynamic_one_has_what_the_leader_wants_and_its_own_share_for_a_burst()
    {
        _rig.Assign(Wish(new Quota(2, 4, MinFree: 1, Settled: true)));
        Assert.Equal(2, _rig.Alive.Count);
        _rig.Queue(9);
        Assert.Equal(4, _rig.Alive.Count);
    }

    [Fact]
    public void Cut_off_it_has_none_and_joined_again_all_that_is_wanted()
    {
        var wish = Wish(new Quota(3, 4, MinFree: 1, Settled: true));
        _rig.Assign(wish);
        _rig.Assign(wish.WithoutContainers());
        Assert.Empty(_rig.Alive);
        _rig.Assign(wish);
        Assert.Equal(3, _rig.Alive.Count);
    }

    [Fact]
    public void On_every_node_it_comes_back_after_a_drain()
    {
        var wish = Wish(quota: null);
        _rig.Assign(wish);
        _rig.Assign(wish.WithoutContainers());
        Assert.Empty(_rig.Alive);
        _rig.Assign(wish);
        Assert.Equal(2, _rig.Alive.Count);
    }

    [Fact]
    public void Made_constant_it_keeps_what_is_there_until_the_cluster_says_a_number()
    {
        _rig.Assign(Wish(new Quota(2, 2, MinFree: 0, Settled: true)));
        _rig.Follow(new ConstantPlan(5));
        Assert.Equal(2, _rig.Alive.Count);
        _rig.Assign(Wish(quota: null) with { Count = 3, Revision = 2 });
        Assert.Equal(3, _rig.Alive.Count);
    }

    [Fact]
    public void Made_dynamic_it_keeps_what_is_there_until_the_cluster_says_a_share()
    {
        _rig.Follow(new ConstantPlan(4));
        _rig.Assign(Wish(quota: null) with { Count = 1 });
        _rig.Follow(Dynamic);
        Assert.Single(_rig.Alive);
        _rig.Assign(Wish(new Quota(3, 3, MinFree: 0, Settled: true)) with { Revision = 2 });
        Assert.Equal(3, _rig.Alive.Count);
    }

    [Fact]
    public void While_nothing_runs_by_its_load_the_cluster_hears_of_no_load_but_of_who_waits()
    {
        var wish = Wish(new Quota(2, 4, MinFree: 1, Settled: true));
        _rig.Assign(wish);
        _rig.Queue(1);
        Assert.NotNull(LastLoad.Figures);
        _rig.Assign(wish.WithoutContainers());
        _rig.Queue(3);
        Assert.Equal((null, 3L), (LastLoad.Figures, LastLoad.Queued));
    }

    private ClusterNews.OfLoad LastLoad => _rig.Told.OfType<ClusterNews.OfLoad>().Last();

    private static LocalWish Wish(Quota? quota) => new(
        Enabled: true, Count: null, quota, Generation: 0, Rolling: false, Intent: 1, Revision: 1);
}
