using ControlPlane.Contracts.Statuses;
using ControlPlane.Node.Cluster.Placement;
using static ControlPlane.Node.Tests.Cluster.Placement.PlacementScene;

namespace ControlPlane.Node.Tests.Cluster.Placement;

public sealed class ExplanationSpec
{
    private static readonly PlacementPlan InZoneA = Total with { Require = [new RequiredLabel("zone", "a")] };

    [Fact]
    public void A_label_that_does_not_fit_is_named_with_what_is_required()
    {
        Assert.Equal("label zone is [b]; required [a]", Why(Host("n", zone: "b"), Demand("web", 1, plan: InZoneA)));
        Assert.Equal("has no label zone; required [a]", Why(Host("n"), Demand("web", 1, plan: InZoneA)));
    }

    [Fact]
    public void A_node_that_drains_or_is_gone_or_lacks_the_service_says_so()
    {
        Assert.Equal("draining", Why(Host("n", state: NodeState.Draining), Demand("web", 1)));
        Assert.Equal(
            "draining, but 1 find no place elsewhere and stay",
            Why(Host("n", state: NodeState.Draining), Demand("web", 1, "n:1")));
        Assert.Equal("gone", Why(Host("n", state: NodeState.Gone), Demand("web", 1)));
        Assert.Equal(
            "does not know the service: its configuration has none of this name",
            Why(Host("n") with { Services = new HashSet<string>() }, Demand("web", 1)));
    }

    [Fact]
    public void A_node_that_is_silent_gets_no_new_ones() => Assert.Equal(
        "unreachable: no new ones, and those it has are placed elsewhere when it is gone",
        Why(Host("n", state: NodeState.Unreachable), Demand("web", 1)));

    [Fact]
    public void A_full_node_says_how_full()
    {
        Assert.Equal("full: 100 of 100 places taken", Why(Host("n") with { PlacesTaken = 100 }, Demand("web", 1)));
        Assert.Equal(
            "full: 98 of 100 places taken; a container takes 5",
            Why(Host("n") with { PlacesTaken = 98 }, Demand("web", 1, plan: Total with { Weight = 5 })));
        Assert.Equal(
            "full: 1.5 GiB of 2 GiB memory taken; a container takes 768 MiB",
            Why(
                Host("n") with { Memory = 2L << 30, MemoryTaken = 3L << 29 },
                Demand("web", 1, plan: Total with { Memory = 768L << 20 })));
    }

    [Fact]
    public void Where_some_are_it_is_said_over_how_many_they_are_spread()
    {
        Assert.Equal("2 here: spread evenly over 3 nodes", Why(Hosts("a", "n", "z"), Demand("web", 5)));
        Assert.Equal("4 here: spread over 2 nodes", Why(Hosts("a", "n"), Demand("web", 5, "n:4")));
        Assert.Equal("1 here: the only node with any", Why(Hosts("n"), Demand("web", 1)));
        Assert.Equal(
            "1 here: spread evenly over 2 values of label zone, 3 nodes",
            Why(
                [Host("a", zone: "x"), Host("n", zone: "x"), Host("z", zone: "y")],
                Demand("web", 4, plan: Total with { Spread = "zone" })));
    }

    [Fact]
    public void Where_more_are_wanted_than_find_a_place_it_is_said_what_limits_this_node() => Assert.Equal(
        "2 here: max_per_node = 2", Why(Hosts("a", "n"), Demand("web", 5, plan: Total with { MaxPerNode = 2 })));

    [Fact]
    public void A_node_with_room_and_none_says_that_nothing_moves_for_balance() => Assert.Equal(
        "room here, but all 3 have a place elsewhere; nothing moves for balance alone",
        Why(Hosts("a", "n"), Demand("web", 3, "a:3")));

    [Fact]
    public void A_service_of_every_node_says_so()
    {
        Assert.Equal("3 here: as on every node", Explanation.OfLocal(Host("n"), "web", PlacementPlan.Everywhere, 3));
        Assert.Equal(
            "2 here: max_per_node = 2",
            Explanation.OfLocal(Host("n"), "web", PlacementPlan.Everywhere with { MaxPerNode = 2 }, 3));
        Assert.Equal("label zone is [b]; required [a]", Explanation.OfLocal(Host("n", zone: "b"), "web", InZoneA, 3));
        Assert.Equal("none wanted", Explanation.OfLocal(Host("n"), "web", PlacementPlan.Everywhere, 0));
    }

    private static string Why(PlacementNode node, PlacementDemand demand) => Why([node], demand);

    private static string Why(PlacementNode[] nodes, PlacementDemand demand) =>
        Explanation.Of(Placer.Decide(nodes, [demand]), demand, "n");
}
