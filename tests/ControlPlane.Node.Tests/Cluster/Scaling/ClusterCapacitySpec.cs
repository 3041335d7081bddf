using ControlPlane.Node.Cluster.Scaling;
using ControlPlane.Node.Tests.Cluster.Placement;
using ControlPlane.Node.Workload;

namespace ControlPlane.Node.Tests.Cluster.Scaling;

public sealed class ClusterCapacitySpec
{
    private static readonly DynamicPlan Plan = new(4, 2, 2, 6, 10, TimeSpan.FromSeconds(15));

    [Fact]
    public void A_new_service_gets_what_the_least_free_capacity_needs() =>
        Assert.Equal(1, Wanted(Idle("a"), Idle("b")));

    [Fact]
    public void Jobs_of_all_nodes_are_added_up() => Assert.Equal(5, Wanted(Busy("a", 2, 4), Busy("b", 2, 4)));

    [Fact]
    public void What_was_ordered_counts_as_there() =>
        Assert.Equal(5, Wanted(Busy("a", 2, 4) with { Count = 3 }, Busy("b", 2, 4)));

    [Fact]
    public void What_a_node_has_started_by_itself_counts() =>
        Assert.Equal(5, Wanted(Busy("a", 3, 4) with { Count = 2 }, Busy("b", 2, 4)));

    [Fact]
    public void Too_much_free_capacity_lowers_the_number() => Assert.Equal(3, Wanted(Busy("a", 4, 0), Busy("b", 4, 0)));

    [Fact]
    public void Never_more_than_max_threads_are_wanted() => Assert.Equal(10, Wanted(Busy("a", 4, 90)));

    [Fact]
    public void Of_a_silent_node_nothing_is_free() =>
        Assert.Equal(4, Wanted(Busy("a", 3, 0) with { Report = null }, Idle("b")));

    [Fact]
    public void Containers_on_a_node_that_drains_count_no_more_but_their_jobs_do() =>
        Assert.Equal(3, Wanted(Busy("a", 2, 4) with { Keeps = false }, Idle("b")));

    [Fact]
    public void Placement_is_asked_with_what_is_meant_to_be_and_what_is_free()
    {
        var demand = ClusterCapacity.Demand(
            "web", Plan, PlacementScene.Total, [Busy("a", 2, 3), Busy("b", 1, 3) with { Count = 2 }]);
        Assert.Equal("a:2 b:2", PlacementScene.Text(demand.Current));
        Assert.Equal([("a", 1L), ("b", 1L)], demand.Pressure.Select(p => (p.Node, p.Free)));
        Assert.Equal((4, 2), (demand.Wanted, demand.Recommended));
    }

    [Fact]
    public void What_is_too_much_is_taken_from_nodes_that_are_heard_before_a_silent_one()
    {
        var demand = ClusterCapacity.Demand(
            "web", Plan, PlacementScene.Total, [Busy("a", 2, 0) with { Report = null }, Busy("b", 2, 9)]);
        Assert.Equal("a:2 b:1", PlacementScene.Decide(PlacementScene.Hosts("a", "b"), demand with { Wanted = 3 }));
    }

    private static ScaledNode Idle(string name) => Busy(name, 0, 0);

    private static ScaledNode Busy(string name, int count, long used) =>
        new(name, Keeps: true, Takes: true, count, null, new NodeWorkload(count, 0, 0, 0, 0, used), Acknowledged: true);

    private static int Wanted(params ScaledNode[] nodes) =>
        ClusterCapacity.Judge(ClusterCapacity.Sum(Plan, nodes)).Wanted;
}
