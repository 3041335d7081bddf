using System.Globalization;
using ControlPlane.Node.Cluster.Rollout;
using ControlPlane.Node.Tests.Cluster.Placement;

namespace ControlPlane.Node.Tests.Cluster.Rollout;

public sealed class RolloutPlannerSpec
{
    private const int Roomy = 100;

    [Fact]
    public void A_new_service_is_assigned_at_once() =>
        Assert.Equal("a:2 b:1", Next(Wish("a:2 b:1"), New("a"), New("b")));

    [Fact]
    public void Nothing_is_written_when_all_is_as_wanted() => Assert.Null(Next(Wish("a:2"), On("a", 2)));

    [Fact]
    public void A_scale_down_happens_at_once() =>
        Assert.Equal("a:1 b:1", Next(Wish("a:1 b:1"), On("a", 3), On("b", 2)));

    [Fact]
    public void A_disabled_service_ends_everywhere_at_once() =>
        Assert.Equal("a:0 b:0", Next(Wish(""), On("a", 3), On("b", 2)));

    [Fact]
    public void A_scale_up_happens_at_once() => Assert.Equal("a:4 b:3", Next(Wish("a:4 b:3"), On("a", 1), On("b", 1)));

    [Fact]
    public void A_move_adds_one_first_and_takes_none_away() =>
        Assert.Equal("a:2 b:2", Next(Wish("b:3"), On("a", 2), On("b", 1)));

    [Fact]
    public void What_moves_stays_until_the_new_one_is_ready()
    {
        Assert.Null(Next(Wish("b:2"), On("a", 1), On("b", 2, ready: 1)));
        Assert.Equal("a:0 b:2", Next(Wish("b:2"), On("a", 1), On("b", 2)));
    }

    [Fact]
    public void What_does_not_serve_goes_at_once_when_it_moves() =>
        Assert.Equal("a:0 b:2", Next(Wish("b:3"), On("a", 2, ready: 0), On("b", 1)));

    [Fact]
    public void What_may_serve_by_now_stays_when_it_moves_until_its_node_has_told() => Assert.Equal(
        "a:2 b:2",
        Next(Wish("b:3"), On("a", 2) with { Report = new NodeReport(1, 1, 1, Acknowledged: false) }, On("b", 1)));

    [Fact]
    public void A_node_that_has_not_acknowledged_less_gets_no_more_again_before_it_has()
    {
        var falling = On("a", 1) with
        {
            InForce = new NodeAssignment("a", 1, 2, 1, false), Report = new NodeReport(2, 2, 1, Acknowledged: false),
        };
        Assert.Null(Next(Wish("a:2"), falling));
        Assert.Equal("a:2", Next(Wish("a:2"), falling with { Report = new NodeReport(1, 1, 1, Acknowledged: true) }));
    }

    [Fact]
    public void A_node_that_has_not_acknowledged_less_counts_with_what_it_had() =>
        Assert.Null(Next(Wish("b:2"), Silent("a", 0, most: 2), On("b", 1)));

    [Fact]
    public void A_container_that_is_still_leaving_takes_its_place() =>
        Assert.Null(Next(Wish("b:2"), On("a", 0, containers: 2), On("b", 1)));

    [Fact]
    public void What_may_be_there_when_a_node_falls_silent_is_written_down()
    {
        var lowered = RolloutPlanner.Next(Wish("a:1"), [On("a", 3)], _ => Roomy, forgets: false)!.Value;
        Assert.Equal(new NodeAssignment("a", 1, 3, 1, false), lowered[0]);
        var leaving = RolloutPlanner.Next(
            Wish("a:1 b:1"), [On("a", 1, containers: 2), New("b")], _ => Roomy, forgets: false)!.Value;
        Assert.Equal(new NodeAssignment("a", 1, 2, 1, false), leaving[0]);
    }

    [Fact]
    public void A_node_without_a_word_counts_with_what_it_was_told_but_serves_nobody()
    {
        Assert.Null(Next(Wish("b:2"), Silent("a", 1, most: 1), On("b", 2, ready: 1)));
        Assert.Equal("a:0 b:2", Next(Wish("b:2"), Silent("a", 1, most: 1), On("b", 2)));
        Assert.Null(Next(Wish("a:2 b:1"), On("a", 1), Silent("b", 1, most: 3)));
    }

    [Fact]
    public void A_node_that_was_away_and_has_some_still_counts_with_these() =>
        Assert.Null(Next(Wish("b:2"), New("a") with { Report = new NodeReport(2, 2, 1, false) }, On("b", 1)));

    [Fact]
    public void A_node_that_is_gone_is_dropped_from_the_assignment() => Assert.Equal(
        "b:2", Text(RolloutPlanner.Next(Wish("b:2"), [On("b", 2)], _ => Roomy, forgets: true)));

    [Fact]
    public void A_restart_reaches_all_nodes_at_once() =>
        Assert.Equal("a:2@2 b:1@2", Next(Wish("a:2 b:1", 2), On("a", 2), On("b", 1)));

    [Fact]
    public void A_rolling_restart_turns_one_node_after_the_other()
    {
        Assert.Equal("a:2@2r b:1", Next(Rolling("a:2 b:1"), On("a", 2), On("b", 1)));
        Assert.Null(Next(Rolling("a:2 b:1"), Turning("a", 2, reached: 1), On("b", 1)));
        Assert.Equal("a:2@2r b:1@2r", Next(Rolling("a:2 b:1"), Turning("a", 2, reached: 2), On("b", 1)));
        Assert.Null(Next(Rolling("a:2 b:1"), Turning("a", 2, reached: 2), Turning("b", 1, reached: 2)));
    }

    [Fact]
    public void The_next_node_does_not_turn_while_an_old_container_is_still_leaving() =>
        Assert.Null(Next(Rolling("a:2 b:1"), Turning("a", 2, reached: 2, containers: 3), On("b", 1)));

    [Fact]
    public void Moves_come_before_the_next_node_turns() =>
        Assert.Equal("a:2 b:1@2", Next(Rolling("b:2"), On("a", 2), New("b")));

    [Fact]
    public void A_full_node_turns_with_one_less()
    {
        Assert.Equal("a:1 b:1", Next(Rolling("a:2 b:1"), room: 0, On("a", 2), On("b", 1)));
        Assert.Null(Next(Rolling("a:2 b:1"), room: 0, On("a", 1, containers: 2), On("b", 1)));
        Assert.Equal("a:1@2r b:1", Next(Rolling("a:2 b:1"), room: 1, On("a", 1), On("b", 1)));
        Assert.Equal("a:2@2r b:1@2r", Next(Rolling("a:2 b:1"), room: 1, Turning("a", 1, reached: 2), On("b", 1)));
    }

    [Fact]
    public void The_only_container_on_a_full_node_goes_before_the_new_one_comes()
    {
        Assert.Equal("a:0@2", Next(Rolling("a:1"), room: 0, On("a", 1)));
        Assert.Equal("a:1@2", Next(
            Rolling("a:1"), room: 1, new RolloutNode("a", new("a", 0, 1, 2, false), new NodeReport(0, 0, 1, true))));
    }

    [Fact]
    public void Where_no_node_that_is_to_get_one_has_room_one_goes_first()
    {
        Assert.Equal("a:1 b:1", Next(Wish("a:1 b:2"), room: 0, On("a", 2), On("b", 1)));
        Assert.Null(Next(Wish("a:1 b:2"), room: 0, On("a", 1), On("b", 1)));
        Assert.Equal("a:1 b:2", Next(Wish("a:1 b:2"), room: 1, On("a", 1), On("b", 1)));
    }

    [Fact]
    public void The_last_one_that_moves_stays_on_while_the_new_one_is_not_ready_also_on_full_nodes() =>
        Assert.Null(Next(Wish("b:1"), room: 0, On("a", 1), On("b", 1, ready: 0)));

    [Fact]
    public void What_serves_goes_first_only_where_all_others_serve()
    {
        Assert.Null(Next(Wish("b:3") with { Ceiling = 3 }, On("a", 1), On("b", 2, ready: 1)));
        Assert.Equal("a:0 b:2", Next(Wish("b:3") with { Ceiling = 3 }, On("a", 1), On("b", 2)));
    }

    [Fact]
    public void Of_what_is_replaced_without_room_that_which_does_not_serve_goes_first() =>
        Assert.Equal("a:1 b:0@2", Next(Rolling("a:1 b:1"), room: 0, On("a", 1), On("b", 1, ready: 0)));

    [Fact]
    public void One_that_is_only_marked_to_go_holds_up_no_move() => Assert.Equal(
        "a:0 b:2 c:0",
        Next(Wish("b:3") with { Ceiling = 3 }, On("a", 1), On("b", 2), On("c", 0) with { Report = new NodeReport(1, 1, 1, true, 1) }));

    [Fact]
    public void A_ceiling_below_the_surge_lets_one_go_first() =>
        Assert.Equal("a:0 b:1", Next(Wish("b:2") with { Ceiling = 2 }, On("a", 1), On("b", 1)));

    private static RolloutWish Wish(string target, int generation = 1) =>
        new([.. PlacementScene.Counts(target)], generation, Rolling: false);

    private static RolloutWish Rolling(string target) => Wish(target, 2) with { Rolling = true };

    private static RolloutNode New(string name) => new(name, null, null);

    private static RolloutNode On(string name, int count, int? ready = null, int? containers = null) => new(
        name, new NodeAssignment(name, count, count, 1, false),
        new NodeReport(containers ?? count, ready ?? count, 1, true));

    private static RolloutNode Turning(string name, int count, int reached, int? containers = null) => new(
        name, new NodeAssignment(name, count, count, 2, true),
        new NodeReport(containers ?? count, count, reached, true));

    private static RolloutNode Silent(string name, int count, int most) =>
        new(name, new NodeAssignment(name, count, most, 1, false), null);

    private static string Next(RolloutWish wish, params RolloutNode[] nodes) => Next(wish, Roomy, nodes);

    private static string Next(RolloutWish wish, int room, params RolloutNode[] nodes) =>
        Text(RolloutPlanner.Next(wish, nodes, _ => room, forgets: false));

    /// <summary><c>a:2</c>: two of the first generation; <c>@2r</c>: of the second, rolling.</summary>
    private static string Text(IEnumerable<NodeAssignment>? assignment) => assignment is null ? null! : string.Join(
        ' ', assignment.Select(a => string.Create(
            CultureInfo.InvariantCulture,
            $"{a.Node}:{a.Count}{(a.Generation > 1 ? $"@{a.Generation}" : "")}{(a.Rolling ? "r" : "")}")));
}
