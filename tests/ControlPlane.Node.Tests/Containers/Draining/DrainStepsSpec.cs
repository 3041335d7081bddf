using ControlPlane.Node.Containers;
using ControlPlane.Node.Containers.Draining;

namespace ControlPlane.Node.Tests.Containers.Draining;

public sealed class DrainStepsSpec
{
    private static readonly LifecycleRules Rules = new(
        Readiness.Auto, MinUptime: TimeSpan.FromSeconds(1), StartupTimeout: TimeSpan.FromSeconds(60),
        ShutdownTimeout: TimeSpan.FromSeconds(30), HasSockets: true);

    private static readonly Effect Patience = new Effect.Arm(Alarm.LookLate, DrainSteps.LookTimeout);
    private static readonly Effect Grace = new Effect.Arm(Alarm.Grace, TimeSpan.FromSeconds(30));
    private static readonly Happening Death = new Happening.Exited("exit code 1", 0.5);

    private static ContainerLife Accepting => new(ContainerPhase.Accepting);

    private static ContainerLife Draining => Next(Accepting, new Happening.StopAsked(LeaveReason.ScaleIn)).Life;

    private static ContainerLife Frozen => Next(Draining, Looked(1, 0)).Life;

    private static ContainerLife Reporting => Next(
        Next(Accepting, new Happening.SaidJobs(3)).Life, new Happening.StopAsked(LeaveReason.ScaleIn)).Life;

    [Fact]
    public void To_scale_in_it_is_looked_at_first_and_goes_on_meanwhile() => Does(
        Next(Accepting, new Happening.StopAsked(LeaveReason.ScaleIn)),
        new Effect.DisarmAll(), Grace, new Effect.Look(1), Patience);

    [Fact]
    public void What_is_not_ready_yet_may_hold_connections_too() => Assert.Equal(
        ContainerPhase.Draining, Next(ContainerLife.New, new Happening.StopAsked(LeaveReason.Rolling)).Life.Phase);

    [Fact]
    public void A_worker_with_connections_is_not_held_up_but_looked_at_again_less_and_less_often()
    {
        var life = Draining;
        var pauses = new List<TimeSpan>();
        for (var i = 0; i < 6; i++)
        {
            var step = Next(life, Looked(life.Looks, 2));
            pauses.Add(Assert.IsType<Effect.Arm>(Assert.Single(step.Effects)).Delay);
            var again = Next(step.Life, new Happening.Rang(Alarm.Look));
            Does(again, new Effect.Look(life.Looks + 1), Patience);
            life = again.Life;
        }

        Assert.Equal([10, 20, 40, 80, 80, 80], pauses.Select(p => p.TotalMilliseconds));
    }

    [Fact]
    public void Without_connections_it_is_stopped_and_counted_again()
    {
        var step = Next(Draining, Looked(1, 0));
        Assert.True(step.Life.Frozen);
        Does(step, new Effect.Freeze(), new Effect.Look(2), Patience);
    }

    [Fact]
    public void It_is_ended_only_when_it_stands_still_and_holds_no_connection()
    {
        var step = Next(Frozen, Looked(2, 0, stopped: true));
        Assert.Equal((ContainerPhase.Stopping, null), (step.Life.Phase, step.Life.Draining));
        Does(step, new Effect.DisarmAll(), new Effect.Kill(), Grace);
        var gone = Next(Next(step.Life, Death).Life, new Happening.Survivors(false, 0.5));
        Assert.Equal(ContainerPhase.Gone, gone.Life.Phase);
    }

    [Fact]
    public void A_connection_that_came_in_the_last_moment_lets_it_go_on()
    {
        var step = Next(Frozen, Looked(2, 1, stopped: true));
        Assert.False(step.Life.Frozen);
        Does(step, new Effect.Thaw(), new Effect.Arm(Alarm.Look, DrainSteps.FirstPause));
    }

    [Fact]
    public void What_still_moves_is_stopped_again_and_after_some_tries_goes_on()
    {
        var life = Frozen;
        for (var i = 0; i < DrainSteps.MostTries; i++)
        {
            var step = Next(life, Looked(life.Looks, 0, stopped: false));
            Does(step, new Effect.Arm(Alarm.Look, DrainSteps.StopsWithin));
            var again = Next(step.Life, new Happening.Rang(Alarm.Look));
            Does(again, new Effect.Freeze(), new Effect.Look(life.Looks + 1), Patience);
            life = again.Life;
        }

        Assert.Equal(new Effect.Thaw(), Next(life, Looked(life.Looks, 0, stopped: false)).Effects[0]);
    }

    [Fact]
    public void An_answer_to_an_earlier_look_means_nothing()
    {
        Assert.Empty(Next(Frozen, Looked(1, 0, stopped: true)).Effects);
        Assert.Empty(Next(Frozen, Looked(3, 0, stopped: true)).Effects);
    }

    [Fact]
    public void A_look_that_is_never_answered_does_not_leave_it_stopped()
    {
        var step = Next(Frozen, new Happening.Rang(Alarm.LookLate));
        Assert.False(step.Life.Frozen);
        Does(step, new Effect.Thaw(), new Effect.Look(3), Patience);
        Does(Next(Draining, new Happening.Rang(Alarm.LookLate)), new Effect.Look(2), Patience);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Where_connections_cannot_be_counted_it_is_told(bool frozen)
    {
        var step = Next(frozen ? Frozen : Draining, Looked(frozen ? 2 : 1, null, stopped: true));
        Assert.Equal((ContainerPhase.Stopping, false), (step.Life.Phase, step.Life.Frozen));
        Does(step, new Effect.DisarmAll(), new Effect.Terminate(), Grace);
        Assert.Contains("cannot be counted", step.Life.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void After_its_time_it_is_told_and_then_killed(bool frozen)
    {
        var step = Next(frozen ? Frozen : Draining, new Happening.Rang(Alarm.Grace));
        Does(step, new Effect.DisarmAll(), new Effect.Terminate(), Grace);
        Does(Next(step.Life, new Happening.Rang(Alarm.Grace)), new Effect.Kill());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_disable_meanwhile_ends_the_waiting(bool frozen)
    {
        var step = Next(frozen ? Frozen : Draining, new Happening.StopAsked(LeaveReason.Disable));
        Does(step, new Effect.DisarmAll(), new Effect.Terminate(), Grace);
        Assert.Empty(Next(
            frozen ? Frozen : Draining, new Happening.StopAsked(LeaveReason.Disable),
            Rules with { Drain = DrainMethod.Freeze }).Effects);
    }

    [Fact]
    public void What_dies_meanwhile_ends_its_slot()
    {
        foreach (var life in (ContainerLife[])[Draining, Frozen, Reporting])
        {
            var step = Next(life, Death);
            Assert.Equal(
                (ContainerPhase.Stopping, null, false), (step.Life.Phase, step.Life.Draining, step.Life.Frozen));
            Does(step, new Effect.LookForSurvivors());
            Assert.Equal(ContainerPhase.Gone, Next(step.Life, new Happening.Survivors(false, 0)).Life.Phase);
        }
    }

    [Fact]
    public void A_worker_that_reports_is_told_and_waited_for()
    {
        var step = Next(Next(Accepting, new Happening.SaidJobs(3)).Life, new Happening.StopAsked(LeaveReason.Disable));
        Does(step, new Effect.DisarmAll(), Grace, new Effect.Terminate());
        Assert.Empty(Next(step.Life, new Happening.SaidJobs(2)).Effects);
        Does(Next(step.Life, new Happening.SaidJobs(0)), new Effect.Arm(Alarm.Look, DrainSteps.Farewell));
    }

    [Fact]
    public void What_reported_no_job_before_it_was_told_is_given_its_time_too() => Assert.Equal(
        new Effect.Arm(Alarm.Look, DrainSteps.Farewell),
        Next(
            Next(Accepting, new Happening.SaidJobs(0)).Life, new Happening.StopAsked(LeaveReason.ScaleIn)).Effects[^1]);

    [Fact]
    public void Its_word_is_not_enough_while_the_kernel_sees_connections()
    {
        var idle = Next(Reporting, new Happening.SaidJobs(0)).Life;
        var look = Next(idle, new Happening.Rang(Alarm.Look));
        Does(look, new Effect.Look(1), Patience);
        Does(Next(look.Life, Looked(1, 4)), new Effect.Arm(Alarm.Look, DrainSteps.FirstPause));
        var frozen = Next(look.Life, Looked(1, 0)).Life;
        Does(Next(frozen, Looked(2, 0, stopped: true)), new Effect.DisarmAll(), new Effect.Kill(), Grace);
    }

    [Fact]
    public void New_jobs_after_none_are_waited_for()
    {
        var idle = Next(Reporting, new Happening.SaidJobs(0)).Life;
        var busy = Next(idle, new Happening.SaidJobs(1)).Life;
        Assert.Empty(Next(busy, new Happening.Rang(Alarm.Look)).Effects);
        var frozen = Next(Next(idle, new Happening.Rang(Alarm.Look)).Life, Looked(1, 0)).Life;
        Assert.Contains(
            new Effect.Thaw(), Next(
                Next(frozen, new Happening.SaidJobs(1)).Life, new Happening.Rang(Alarm.Look)).Effects);
    }

    [Fact]
    public void Where_the_kernel_does_not_tell_its_word_counts() => Does(
        Next(
            Next(Next(Reporting, new Happening.SaidJobs(0)).Life, new Happening.Rang(Alarm.Look)).Life,
            Looked(1, null)),
        new Effect.DisarmAll(), new Effect.Kill(), Grace);

    [Fact]
    public void A_reporting_worker_that_stays_is_killed_after_its_time_and_not_told_twice()
    {
        Assert.Empty(Next(Reporting, new Happening.StopAsked(LeaveReason.Disable)).Effects);
        var killed = Next(Reporting, new Happening.Rang(Alarm.Grace));
        Assert.Equal(ContainerPhase.Stopping, killed.Life.Phase);
        Does(killed, new Effect.Kill());
    }

    [Fact]
    public void The_next_process_of_a_slot_has_reported_nothing()
    {
        var life = Next(Accepting with { GoodRun = true }, new Happening.SaidJobs(7)).Life;
        Assert.True(life.Reports);
        var next = Next(life, Death).Life;
        Assert.Equal((ContainerPhase.Starting, false, 0), (next.Phase, next.Reports, next.Jobs));
    }

    private static Happening Looked(int number, int? connections, bool stopped = false) =>
        new Happening.Looked(number, connections, stopped);

    private static void Does(Step step, params Effect[] effects) =>
        Assert.Equal<Effect>(effects, step.Effects.ToArray());

    private static Step Next(ContainerLife life, Happening happening, LifecycleRules? rules = null) =>
        ContainerLifecycle.Next(life, happening, rules ?? Rules);
}
