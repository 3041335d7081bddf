using ControlPlane.Contracts.Admin;
using ControlPlane.Node.Services;
using ControlPlane.Node.Workload;

namespace ControlPlane.Node.Tests.Services;

/// <summary>
/// A dynamic service as a whole: its actors in virtual time, on a machine on which every start succeeds.
/// </summary>
public sealed class DynamicServiceSpec
{
    private static readonly DynamicPlan Dynamic = new(1, 1, 2, 3, 6, TimeSpan.FromSeconds(5));

    private readonly ServiceRig _rig = new(Dynamic);

    [Fact]
    public void It_begins_with_the_least_free_capacity() => Assert.Equal((2, 2L, 2L), _rig.Counts());

    [Fact]
    public void It_grows_by_what_waits_and_shrinks_when_idle_to_the_most_free_capacity()
    {
        _rig.Queue(3);
        Assert.Equal((5, 5L, 2L), _rig.Counts());
        _rig.Queue(0);
        Assert.Equal((5, 3L, 3L), _rig.Counts());
        _rig.Pass(30);
        Assert.Equal((3, 3L, 3L), _rig.Counts());
        Assert.Equal(["web-1", "web-2", "web-3"], _rig.Alive);
    }

    [Fact]
    public void It_never_has_more_than_max_threads()
    {
        _rig.Queue(1_000);
        Assert.Equal((6, 6L, 0L), _rig.Counts());
    }

    [Fact]
    public void A_marked_one_with_jobs_stays_until_it_has_none()
    {
        _rig.Queue(3);
        _rig.Queue(0);
        _rig.Jobs(5, 1);
        _rig.Pass(30);
        Assert.Equal(["web-1", "web-2", "web-3", "web-5"], _rig.Alive);
        Assert.Equal((4, 3L, 2L), _rig.Counts());
        _rig.Jobs(5, 0);
        _rig.Pass(30);
        Assert.Equal(["web-1", "web-2", "web-3"], _rig.Alive);
    }

    [Fact]
    public void Disabled_it_has_none_and_enabled_again_the_least()
    {
        _rig.Queue(3);
        _rig.Queue(0);
        Assert.Contains(
            "disabled", _rig.Done(new ServiceProtocol.Disable(AdminProtocol.Patience.Default)),
            StringComparison.Ordinal);
        Assert.Equal((0, 0L, 0L), _rig.Counts());
        Assert.Contains(
            "2 of 2", _rig.Done(new ServiceProtocol.Enable(AdminProtocol.Patience.Default)), StringComparison.Ordinal);
        Assert.Equal((2, 2L, 2L), _rig.Counts());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_restart_replaces_all_and_keeps_what_the_load_needs(bool rolling)
    {
        _rig.Queue(3);
        var before = _rig.Pids;
        _rig.Done(new ServiceProtocol.Restart(rolling, AdminProtocol.Patience.Default));
        Assert.Equal((5, 5L, 2L), _rig.Counts());
        Assert.Empty(before.Intersect(_rig.Pids));
    }

    [Fact]
    public void A_reload_takes_it_to_a_constant_number_and_back()
    {
        _rig.Queue(3);
        _rig.Follow(new ConstantPlan(2));
        Assert.Equal((2, null, null), _rig.Counts());
        _rig.Follow(new ConstantPlan(4));
        _rig.Queue(0);
        Assert.Equal(4, _rig.Alive.Count);
        _rig.Follow(Dynamic);
        Assert.Equal((3, 3L, 3L), _rig.Counts());
    }

    [Fact]
    public void A_reload_to_fewer_at_the_most_lets_the_idle_ones_go()
    {
        _rig.Queue(1_000);
        _rig.Follow(Dynamic with { MaxThreads = 3 });
        _rig.Pass(6);
        Assert.Equal((3, 3L, 0L), _rig.Counts());
    }

    [Fact]
    public void Scale_is_refused_with_what_to_do_instead()
    {
        var refused = Assert.IsType<AdminProtocol.Refused>(
            _rig.Ask(new ServiceProtocol.Scale(5, AdminProtocol.Patience.Default)));
        Assert.Equal(Refusal.Conflict, refused.Why);
        Assert.Contains("max_threads", refused.Hint, StringComparison.Ordinal);
        Assert.Equal((2, 2L, 2L), _rig.Counts());
    }

    [Fact]
    public void A_dead_one_is_replaced_in_its_slot()
    {
        var before = _rig.Pids;
        _rig.Murder();
        Assert.Equal((2, 2L, 2L), _rig.Counts());
        Assert.Single(before.Intersect(_rig.Pids));
    }

    [Fact]
    public void A_steady_load_starts_and_stops_nothing()
    {
        _rig.Queue(2);
        var starts = _rig.Starts;
        for (var i = 0; i < 20; i++)
        {
            _rig.Queue(2);
            _rig.Pass(7);
        }

        Assert.Equal((starts, 4), (_rig.Starts, _rig.Alive.Count));
    }
}
