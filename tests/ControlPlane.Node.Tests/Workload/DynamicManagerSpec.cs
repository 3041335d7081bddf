using ControlPlane.Node.Workload;

namespace ControlPlane.Node.Tests.Workload;

/// <summary>The recorded run of the reference and the corners, one by one.</summary>
public sealed class DynamicManagerSpec
{
    private static readonly DynamicPlan Recorded = new(1, 1, 1, 2, 4, TimeSpan.FromSeconds(3));

    [Fact]
    public void The_recorded_run_of_the_reference_comes_out_the_same()
    {
        var m = Manager(Recorded, wanted: 0);
        Assert.Equal(1, m.Decide(At(0)).Wanted);

        // Six jobs: each takes the free one and so asks for the next, up to four; then the limit is reached.
        for (var number = 1; number <= 4; number++)
        {
            m.See(number, Standing.Ready, 0, null, At(1));
            m.See(number, Standing.Ready, 1, null, At(1));
            var step = m.Decide(At(1));
            Assert.Equal((Math.Min(4, number + 1), number == 4), (step.Wanted, step.AtLimit));
        }

        // All idle: two of the four are free, so many may be; the other two go 3 s later.
        for (var number = 1; number <= 4; number++)
        {
            m.See(number, Standing.Ready, 0, null, At(10));
        }

        Assert.Equal([4, 3], m.Decide(At(10)).Marked.ToArray());
        Assert.Equal(At(13), m.Due);
        Assert.Empty(m.Decide(At(12.9)).Ended.ToArray());
        var last = m.Decide(At(13));
        Assert.Equal([3, 4], last.Ended.ToArray());
        Assert.Equal(2, last.Wanted);
        Assert.Null(m.Due);
    }

    [Fact]
    public void Marked_ones_are_taken_back_before_anything_is_started()
    {
        var m = Manager(Recorded with { MaxThreads = 9 }, wanted: 4, ready: 4);
        Assert.Equal([4, 3], m.Decide(At(0)).Marked.ToArray());
        m.See(1, Standing.Ready, 1, null, At(1));
        m.See(2, Standing.Ready, 1, null, At(1));

        var step = m.Decide(At(1));

        Assert.Equal([3], step.TakenBack.ToArray());
        Assert.Equal(4, step.Wanted);
    }

    [Fact]
    public void Starting_ones_count_as_capacity_so_nothing_is_ordered_twice()
    {
        var m = Manager(Recorded with { MinFree = 3, MaxFree = 3 }, wanted: 0);

        Assert.Equal(3, m.Decide(At(0)).Wanted);
        Assert.Equal(3, m.Decide(At(0)).Wanted);
        m.See(1, Standing.Coming, 0, null, At(1));
        Assert.Equal(3, m.Decide(At(1)).Wanted);
    }

    [Fact]
    public void Over_R_and_up_to_M_there_is_no_alert()
    {
        var m = Manager(Recorded with { MaxJobs = 2, MaxThreads = 2 }, wanted: 2, ready: 2);
        m.See(1, Standing.Ready, 1, null, At(0));
        m.See(2, Standing.Ready, 1, null, At(0));
        Assert.False(m.Decide(At(0)).AtLimit);
        m.See(1, Standing.Ready, 2, null, At(0));
        m.See(2, Standing.Ready, 2, null, At(0));
        Assert.True(m.Decide(At(0)).AtLimit);
    }

    [Fact]
    public void A_marked_one_with_jobs_is_not_ended_however_long_it_takes()
    {
        var m = Manager(Recorded, wanted: 4, ready: 4);
        m.Decide(At(0));
        m.See(4, Standing.Ready, 1, null, At(1));
        Assert.Equal([3], m.Decide(At(100)).Ended.ToArray());
        m.See(4, Standing.Ready, 0, null, At(200));
        Assert.Empty(m.Decide(At(202.9)).Ended.ToArray());
        Assert.Equal([4], m.Decide(At(203)).Ended.ToArray());
    }

    [Fact]
    public void Of_shared_sockets_a_marked_one_goes_at_its_first_idle_moment_after_its_time()
    {
        var m = Manager(Recorded, wanted: 4, ready: 4, shared: true);
        Assert.Equal([4, 3], m.Decide(At(0)).Marked.ToArray());
        m.See(4, Standing.Ready, 1, null, At(1));
        Assert.Equal([3], m.Decide(At(3)).Ended.ToArray());
        m.See(4, Standing.Ready, 0, null, At(4));
        Assert.Equal([4], m.Decide(At(4)).Ended.ToArray());
    }

    [Fact]
    public void Jobs_above_R_count_where_the_kernel_chooses_and_do_not_where_we_do()
    {
        var plan = Recorded with { MaxJobs = 8 };
        var (shared, ours) = (Manager(plan, 1, 1, shared: true), Manager(plan, 1, 1));
        shared.See(1, Standing.Ready, 3, null, At(0));
        ours.See(1, Standing.Ready, 3, null, At(0));

        Assert.Equal(4, shared.Decide(At(0)).Wanted);
        Assert.Equal(2, ours.Decide(At(0)).Wanted);
    }

    [Fact]
    public void Connections_that_wait_are_demand_also_where_nothing_must_be_free()
    {
        var m = Manager(Recorded with { MinFree = 0 }, wanted: 0);
        Assert.Equal(0, m.Decide(At(0)).Wanted);
        m.Queued(2);
        Assert.Equal(2, m.Decide(At(0)).Wanted);
    }

    [Fact]
    public void A_worker_that_lies_brings_its_own_service_to_max_threads_and_no_further()
    {
        var m = Manager(Recorded with { MaxThreads = 10_000 }, wanted: 3, ready: 3, shared: true);
        m.See(1, Standing.Ready, int.MaxValue, 0, At(0));
        m.See(2, Standing.Ready, int.MinValue, int.MinValue, At(0));
        m.See(3, Standing.Ready, int.MaxValue, int.MaxValue, At(0));

        Assert.Equal(10_000, m.Decide(At(0)).Wanted);
        Assert.True(m.Figures.Free >= -3L * 10_000);
    }

    [Fact]
    public void A_limit_of_its_own_makes_a_container_worth_less()
    {
        var m = Manager(Recorded with { MaxJobs = 4, Recommended = 4, MinFree = 4, MaxFree = 8 }, wanted: 1, ready: 1);
        Assert.Equal(1, m.Decide(At(0)).Wanted);
        m.See(1, Standing.Ready, 0, 1, At(0));
        Assert.Equal(2, m.Decide(At(0)).Wanted);
    }

    [Fact]
    public void A_crash_loop_starts_no_others_and_a_failed_slot_does_not_hold_them_up()
    {
        var m = Manager(Recorded, wanted: 1, ready: 1);
        m.See(1, Standing.Coming, 0, null, At(0));
        Assert.Equal(1, m.Decide(At(0)).Wanted);
        m.See(1, Standing.Out, 0, null, At(1));
        Assert.Equal(2, m.Decide(At(1)).Wanted);
        for (var number = 2; number <= 4; number++)
        {
            m.See(number, Standing.Out, 0, null, At(2));
            Assert.Equal(Math.Min(4, number + 1), m.Decide(At(2)).Wanted);
        }
    }

    [Fact]
    public void After_a_lower_max_threads_the_idle_ones_go_and_none_is_taken_back_beyond_it()
    {
        var m = Manager(Recorded with { MaxThreads = 2 }, wanted: 4, ready: 4);
        m.See(1, Standing.Ready, 1, null, At(0));
        m.See(2, Standing.Ready, 1, null, At(0));
        Assert.Equal([4, 3], m.Decide(At(0)).Marked.ToArray());
        Assert.Empty(m.Decide(At(1)).TakenBack.ToArray());
        Assert.Equal(2, m.Decide(At(3)).Wanted);
    }

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);

    private static DynamicManager Manager(DynamicPlan plan, int wanted, int ready = 0, bool shared = false)
    {
        var manager = new DynamicManager(plan, shared, wanted, CapacityRule.Judge);
        for (var number = 1; number <= ready; number++)
        {
            manager.See(number, Standing.Ready, 0, null, At(0));
        }

        return manager;
    }
}
