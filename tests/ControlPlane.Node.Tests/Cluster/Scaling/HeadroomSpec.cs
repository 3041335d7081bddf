using System.Globalization;
using ControlPlane.Node.Cluster.Scaling;
using ControlPlane.Node.Workload;

namespace ControlPlane.Node.Tests.Cluster.Scaling;

public sealed class HeadroomSpec
{
    private const int Roomy = 100;
    private static readonly DynamicPlan Plan = new(4, 2, 4, 9, 10, TimeSpan.FromSeconds(15));

    [Fact]
    public void What_is_left_up_to_max_threads_is_split_evenly() =>
        Assert.Equal("a:5 b:3 c:2", Caps(Roomy, On("a", 2, 2), On("b", 1, 1), On("c", 0, 0)));

    [Fact]
    public void A_cap_is_raised_only_when_another_one_has_been_given_back()
    {
        Assert.Equal("a:4 b:3", Caps(Roomy, On("a", 4, 4), On("b", 1, 1, cap: 6) with { Acknowledged = false }));
        Assert.Equal("a:7 b:3", Caps(Roomy, On("a", 4, 4), On("b", 1, 1, cap: 3)));
    }

    [Fact]
    public void The_highest_cap_is_remembered_until_a_lower_one_is_acknowledged()
    {
        Assert.Equal(8, Split(Roomy, On("a", 1, 1, cap: 8) with { Takes = false })[0].MostCap);
        Assert.Equal(8, Split(
            Roomy, On("a", 1, 1) with { InForce = new("a", 1, 8, 0), Acknowledged = false, Takes = false })[0].MostCap);
        Assert.Equal(1, Split(Roomy, On("a", 1, 1) with { InForce = new("a", 1, 8, 0), Takes = false })[0].MostCap);
    }

    [Fact]
    public void A_node_gets_no_more_than_it_has_room_for_nor_one_that_takes_none() =>
        Assert.Equal("a:3 b:3 c:1", Caps(2, On("a", 1, 1), On("b", 1, 1), On("c", 1, 1) with { Takes = false }));

    [Fact]
    public void The_last_one_goes_to_a_node_that_is_stuck_for_it() => Assert.Equal("a:5 b:5", Caps(
        Roomy, On("a", 5, 5, cap: 5), On("b", 4, 4, cap: 4, used: 20) with { InForce = new("b", 4, 4, 1) }));

    [Fact]
    public void A_node_without_a_share_is_stuck_when_somebody_waits_there() => Assert.Equal("a:9 b:1", Caps(
        Roomy, On("a", 9, 9, cap: 9), On("b", 0, 0, used: 1) with { InForce = null }));

    [Fact]
    public void What_leaves_beside_its_successors_raises_no_cap() => Assert.Equal("a:2 b:8", Caps(
        Roomy, On("a", 2, 2, cap: 2) with { Report = new NodeWorkload(2, 0, 0, 2, 0, 0) }, On("b", 8, 8, cap: 8)));

    [Fact]
    public void Marked_ones_that_a_count_takes_back_have_room_in_the_cap() => Assert.Equal("a:2", Caps(
        2, On("a", 2, 0, cap: 0) with { Report = new NodeWorkload(2, 2, 0, 0, 0, 0), Takes = false }));

    [Fact]
    public void The_least_free_capacity_is_split_over_what_is_free()
    {
        Assert.Equal([2, 2], Shares(On("a", 2, 2), On("b", 2, 2)));
        Assert.Equal([0, 4], Shares(On("a", 2, 2, used: 4), On("b", 2, 2)));
    }

    [Fact]
    public void Shares_stay_as_they_are_when_jobs_move() => Assert.Equal(
        [2, 2], Shares(
            On("a", 2, 2, used: 4) with { InForce = new("a", 5, 5, 2) },
            On("b", 2, 2) with { InForce = new("b", 5, 5, 2) }));

    [Fact]
    public void Where_containers_are_taken_away_the_share_falls_to_what_is_left_also_below_zero() => Assert.Equal(
        [-1, 4], Shares(
            On("a", 1, 2, used: 3) with { InForce = new("a", 5, 5, 2) },
            On("b", 3, 3) with { InForce = new("b", 5, 5, 2) }));

    [Fact]
    public void Where_nobody_is_left_the_share_does_not_stay_below_zero() => Assert.Equal(
        [0, 4], Shares(
            On("a", 0, 0, used: 4) with { InForce = new("a", 1, 1, -4) },
            On("b", 3, 3) with { InForce = new("b", 5, 5, 4) }));

    private static ScaledNode On(string name, int count, int staying, int cap = 0, long used = 0) => new(
        name, Keeps: true, Takes: true, count, new NodeQuota(name, cap, cap, 0),
        new NodeWorkload(staying, 0, 0, 0, 0, used), Acknowledged: true);

    private static NodeQuota[] Split(int room, params ScaledNode[] nodes) =>
        [.. Headroom.Split(Plan, nodes, _ => room)];

    private static string Caps(int room, params ScaledNode[] nodes) => string.Join(' ', Split(room, nodes)
        .Select(q => string.Create(CultureInfo.InvariantCulture, $"{q.Node}:{q.Cap}")));

    private static long[] Shares(params ScaledNode[] nodes) => [.. Split(Roomy, nodes).Select(q => q.MinFree)];
}
