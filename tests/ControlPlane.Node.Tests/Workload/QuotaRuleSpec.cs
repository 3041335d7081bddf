using ControlPlane.Node.Workload;

namespace ControlPlane.Node.Tests.Workload;

public sealed class QuotaRuleSpec
{
    private static readonly DynamicPlan Plan = new(4, 2, 2, 6, 20, TimeSpan.FromSeconds(15));
    private static readonly TimeSpan Zero = TimeSpan.Zero;

    [Fact]
    public void What_lacks_to_the_count_is_started() =>
        Assert.Equal(3, Judge(new Quota(3, 5, 0, true), wanted: 0).Starts);

    [Fact]
    public void Below_its_share_of_free_capacity_it_starts_beyond_the_count_up_to_the_cap()
    {
        Assert.Equal(1, Judge(new Quota(2, 5, 2, true), wanted: 2, used: 3).Starts);
        Assert.Equal(3, Judge(new Quota(2, 5, 2, true), wanted: 2, used: 40).Starts);
        Assert.Equal(0, Judge(new Quota(2, 2, 2, true), wanted: 2, used: 40).Starts);
    }

    [Fact]
    public void Those_that_leave_take_room_below_the_cap() =>
        Assert.Equal(1, Judge(new Quota(2, 5, 2, true), wanted: 2, leaving: 2, used: 40).Starts);

    [Fact]
    public void A_share_below_zero_is_obeyed() =>
        Assert.Equal(0, Judge(new Quota(1, 5, -3, true), wanted: 1, used: 5).Need);

    [Fact]
    public void What_is_above_the_count_is_marked_only_when_the_leader_has_seen_it()
    {
        Assert.Equal(2, Judge(new Quota(1, 5, 0, true), wanted: 3).Surplus);
        Assert.Equal(0, Judge(new Quota(1, 5, 0, false), wanted: 3).Surplus);
    }

    [Fact]
    public void Nothing_is_marked_that_would_be_started_again() =>
        Assert.Equal(1, Judge(new Quota(1, 5, 2, true), wanted: 3, used: 2).Surplus);

    [Fact]
    public void What_is_above_the_cap_is_marked_in_any_case() =>
        Assert.Equal(2, Judge(new Quota(1, 1, 9, false), wanted: 3, used: 9).Surplus);

    [Fact]
    public void At_its_cap_a_node_needs_nothing() =>
        Assert.Equal(0, Judge(new Quota(2, 2, 9, true), wanted: 2, used: 9).Need);

    [Fact]
    public void On_a_node_that_drains_what_is_above_the_count_ends_busy_or_not_the_marked_ones_first()
    {
        var quota = new Quota(3, 3, 0, true);
        var manager = Manager(() => quota);
        manager.Decide(Zero);
        See(manager, 1, 2, 3);
        quota = new Quota(2, 3, 0, true);
        var marked = Assert.Single(manager.Decide(Zero).Marked);
        See(manager, 1, 2, 3);
        quota = new Quota(2, 2, 0, true, Leaves: true);
        Assert.Equal(marked, Assert.Single(manager.Decide(Zero).Ended));
        quota = new Quota(0, 0, 0, true, Leaves: true);
        Assert.Equal(2, manager.Decide(Zero).Ended.Length);
    }

    [Fact]
    public void Marked_ones_are_taken_back_for_the_count_before_any_is_started_however_busy_they_are()
    {
        var quota = new Quota(3, 5, 0, true);
        var manager = Manager(() => quota);
        manager.Decide(Zero);
        See(manager, 1, 2, 3);
        quota = new Quota(1, 5, 0, true);
        Assert.Equal(2, manager.Decide(Zero).Marked.Length);
        manager.See(2, Standing.Ready, 2, null, Zero);
        quota = new Quota(4, 5, 0, true);
        var step = manager.Decide(Zero);
        Assert.Equal((2, 4), (step.TakenBack.Length, step.Wanted));
        Assert.False(manager.Decide(Zero).Orders(4));
    }

    private static DynamicManager Manager(Func<Quota> quota) =>
        new(Plan, shared: false, 0, figures => QuotaRule.Judge(figures, quota()));

    private static void See(DynamicManager manager, params int[] numbers) =>
        Array.ForEach(numbers, n => manager.See(n, Standing.Ready, 0, null, Zero));

    private static WorkloadNeed Judge(Quota quota, int wanted, int leaving = 0, int used = 0) =>
        QuotaRule.Judge(new WorkloadFigures(Plan, wanted, 0, 0, leaving, 0, used), quota);
}
