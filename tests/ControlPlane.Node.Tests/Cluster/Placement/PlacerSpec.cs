using ControlPlane.Contracts.Statuses;
using ControlPlane.Node.Cluster.Placement;
using static ControlPlane.Node.Tests.Cluster.Placement.PlacementScene;

namespace ControlPlane.Node.Tests.Cluster.Placement;

public sealed class PlacerSpec
{
    [Fact]
    public void Containers_are_spread_evenly_and_the_rest_goes_by_name() =>
        Assert.Equal("a:2 b:2 c:1", Decide(Hosts("c", "a", "b"), Demand("web", 5)));

    [Fact]
    public void Of_equal_nodes_the_one_with_most_free_capacity_relative_to_its_size_gets_it() =>
        Assert.Equal(
            "b:1", Decide(
                [Host("a", 10) with { PlacesTaken = 1 }, Host("b", 100) with { PlacesTaken = 9 }], Demand("web", 1)));

    [Fact]
    public void A_service_is_nowhere_when_none_is_wanted() =>
        Assert.Equal("", Decide(Hosts("a", "b"), Demand("web", 0, "a:3 b:1")));

    [Fact]
    public void Nothing_moves_for_balance_alone()
    {
        Assert.Equal("a:4", Decide(Hosts("a", "b"), Demand("web", 4, "a:4")));
        Assert.Equal("a:4 b:1", Decide(Hosts("a", "b"), Demand("web", 5, "a:4")));
    }

    [Fact]
    public void Surplus_is_taken_where_most_is() =>
        Assert.Equal("a:2 b:2 c:1", Decide(Hosts("a", "b", "c"), Demand("web", 5, "a:5 b:2 c:1")));

    [Fact]
    public void A_node_that_drains_or_is_gone_or_unknown_loses_its_containers_and_only_these_move()
    {
        Assert.Equal("b:3 c:2", Decide(
            [Host("a", state: NodeState.Draining), Host("b"), Host("c")], Demand("web", 5, "a:2 b:2 c:1")));
        Assert.Equal("b:3 c:2", Decide(
            [Host("a", state: NodeState.Gone), Host("b"), Host("c")], Demand("web", 5, "a:2 b:2 c:1")));
        Assert.Equal("b:3 c:2", Decide(Hosts("b", "c"), Demand("web", 5, "a:2 b:2 c:1")));
    }

    [Fact]
    public void What_finds_no_place_elsewhere_stays_on_a_node_that_drains_until_it_does()
    {
        Assert.Equal("a:3", Decide([Host("a", state: NodeState.Draining)], Demand("web", 3, "a:3")));
        Assert.Equal("a:2 b:2", Decide([Host("a", state: NodeState.Draining), Host("b", 2)], Demand("web", 4, "a:4")));
        Assert.Equal("b:4", Decide([Host("a", state: NodeState.Draining), Host("b", 4)], Demand("web", 4, "a:2 b:2")));
        Assert.Equal("a:1", Decide([Host("a", state: NodeState.Draining)], Demand("web", 1, "a:3")));
    }

    [Theory]
    [InlineData(NodeState.Unreachable)]
    [InlineData(NodeState.Joining)]
    internal void A_node_that_is_silent_or_joins_keeps_what_it_has_and_gets_no_more(NodeState state) =>
        Assert.Equal("a:1 b:4", Decide([Host("a", state: state), Host("b")], Demand("web", 5, "a:1")));

    [Fact]
    public void Required_labels_are_obeyed_also_by_what_is_there_already()
    {
        PlacementNode[] nodes = [Host("a", zone: "x"), Host("b", zone: "y"), Host("c")];
        var plan = Total with { Require = [new RequiredLabel("zone", "y")] };
        Assert.Equal("b:3", Decide(nodes, Demand("web", 3, "a:2 c:1", plan)));
    }

    [Fact]
    public void A_node_whose_configuration_lacks_the_service_gets_none() => Assert.Equal(
        "b:2",
        Decide([Host("a") with { Services = new HashSet<string> { "other" } }, Host("b")], Demand("web", 2, "a:1")));

    [Fact]
    public void Spread_over_a_label_balances_its_values_first_and_the_nodes_then()
    {
        PlacementNode[] nodes =
            [Host("a", zone: "x"), Host("b", zone: "x"), Host("c", zone: "x"), Host("d", zone: "y")];
        var plan = Total with { Spread = "zone" };
        Assert.Equal("a:1 b:1 d:2", Decide(nodes, Demand("web", 4, plan: plan)));
        Assert.Equal("a:1 c:1 d:2", Decide(nodes, Demand("web", 4, "a:1 c:3 d:2", plan)));
    }

    [Fact]
    public void Max_per_node_holds_and_what_finds_no_place_is_told()
    {
        var plan = Total with { MaxPerNode = 2 };
        Assert.Equal("a:2 b:2 -3", Decide(Hosts("a", "b"), Demand("web", 7, "a:5", plan)));
    }

    [Fact]
    public void Weight_and_memory_limit_what_a_node_holds()
    {
        Assert.Equal("a:2 -1", Decide([Host("a", 11)], Demand("web", 3, plan: Total with { Weight = 5 })));
        Assert.Equal("a:3 -1", Decide(
            [Host("a") with { Memory = 100, MemoryTaken = 5 }], Demand("web", 4, plan: Total with { Memory = 30 })));
    }

    [Fact]
    public void Of_a_node_that_holds_too_much_only_what_is_too_much_moves() =>
        Assert.Equal("a:3 b:2", Decide([Host("a", 3), Host("b")], Demand("web", 5, "a:5")));

    [Fact]
    public void Where_room_is_short_each_service_gets_the_same_share_and_nobody_loses_what_it_has()
    {
        Assert.Equal("a:2 -2, a:4 -4", Decide([Host("a", 6)], Demand("aa", 4), Demand("bb", 8)));
        Assert.Equal("a:5, a:1 -1", Decide([Host("a", 6)], Demand("aa", 5, "a:5"), Demand("bb", 2)));
    }

    [Fact]
    public void A_service_with_few_nodes_to_choose_from_is_served_before_one_that_can_go_anywhere()
    {
        PlacementNode[] nodes = [Host("a", 1, "x"), Host("b", 1, "y")];
        var plan = Total with { Require = [new RequiredLabel("zone", "x")] };
        Assert.Equal("b:1, a:1", Decide(nodes, Demand("any", 1), Demand("picky", 1, plan: plan)));
    }

    [Fact]
    public void Jobs_draw_new_containers_to_where_little_is_free_and_surplus_goes_where_most_is_free()
    {
        var pressed = Demand("web", 4, "a:1 b:1 c:1") with
        {
            Recommended = 2, Pressure = [new("a", 2, 0), new("b", -1, 0), new("c", 1, 0)],
        };
        Assert.Equal("a:1 b:2 c:1", Decide(Hosts("a", "b", "c"), pressed));
        Assert.Equal("a:1 b:3 c:2", Decide(Hosts("a", "b", "c"), pressed with { Wanted = 6 }));
        Assert.Equal("b:1 c:1", Decide(Hosts("a", "b", "c"), pressed with { Wanted = 2 }));
    }

    [Fact]
    public void Where_containers_are_marked_to_go_they_are_taken_back_before_others_are_started() => Assert.Equal(
        "a:2 b:1",
        Decide(
            Hosts("a", "b"),
            Demand("web", 3, "a:1 b:1") with { Recommended = 1, Pressure = [new("a", 9, 1), new("b", 0, 0)] }));

    [Fact]
    public void Placed_anew_a_service_is_balanced_and_no_other_one_moves()
    {
        var decision = Placer.Anew(
            Hosts("a", "b"), [Demand("web", 4, "a:4"), Demand("other", 4, "a:1 b:3")], "web");
        Assert.Equal("a:1 b:3, a:2 b:2", string.Join(", ", decision.Services.Select(Text)));
    }

    [Fact]
    public void Placed_anew_a_service_that_is_balanced_stays_where_it_is() => Assert.Equal(
        "b:2 c:3", Text(
            Placer.Anew([Host("a", 0), Host("b"), Host("c")], [Demand("web", 5, "b:2 c:3")], "web").Services[0]));

    [Fact]
    public void What_a_service_frees_for_being_placed_anew_is_not_given_to_another_one() => Assert.Equal(
        "-3, a:2 b:2",
        string.Join(", ", Placer.Anew(
            [Host("a", 2), Host("b", 2)], [Demand("hungry", 3), Demand("web", 4, "a:2 b:2")],
            "web").Services.Select(Text)));
}
