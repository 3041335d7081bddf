using ControlPlane.Node.Containers;

namespace ControlPlane.Node.Tests.Containers;

public sealed class ContainerLifecycleSpec
{
    private static readonly LifecycleRules Rules = new(
        Readiness.Auto, MinUptime: TimeSpan.FromSeconds(1), StartupTimeout: TimeSpan.FromSeconds(60),
        ShutdownTimeout: TimeSpan.FromSeconds(30));

    private static readonly Happening Death = new Happening.Exited("exit code 1", 0.5);

    [Fact]
    public void What_counts_as_ready_may_change_while_it_starts() => Does(
        Next(
            Starting, new Happening.ReadinessChanged(TimeSpan.FromSeconds(0.4)),
            Rules with { Readiness = Readiness.Uptime }),
        new Effect.DisarmAll(), new Effect.Arm(Alarm.Uptime, TimeSpan.FromSeconds(0.6)),
        new Effect.Arm(Alarm.StartupTimeout, TimeSpan.FromSeconds(59.6)));

    [Fact]
    public void A_new_slot_starts_its_process_at_once() =>
        Does(Next(ContainerLife.New, new Happening.Begin()), new Effect.Start());

    [Fact]
    public void A_started_process_is_given_its_uptime_and_its_startup_timeout() => Does(
        Next(Starting, new Happening.Started()),
        new Effect.Arm(Alarm.Uptime, Rules.MinUptime), new Effect.Arm(Alarm.StartupTimeout, TimeSpan.FromSeconds(60)));

    [Fact]
    public void A_negative_startup_timeout_arms_nothing() => Does(
        Next(Starting, new Happening.Started(), Rules with { StartupTimeout = null }),
        new Effect.Arm(Alarm.Uptime, Rules.MinUptime));

    [Theory]
    [InlineData(nameof(Readiness.Auto), true, true)]
    [InlineData(nameof(Readiness.Notify), true, false)]
    [InlineData(nameof(Readiness.Uptime), false, true)]
    public void What_makes_it_ready_is_configured(string readiness, bool byMessage, bool byUptime)
    {
        var rules = Rules with { Readiness = Enum.Parse<Readiness>(readiness) };
        Assert.Equal(
            byMessage, Next(Starting, new Happening.SaidReady(), rules).Life.Phase == ContainerPhase.Accepting);
        var armed = Next(Starting, new Happening.Started(), rules).Effects.OfType<Effect.Arm>();
        Assert.Equal(byUptime, armed.Any(a => a.Alarm == Alarm.Uptime));
    }

    [Fact]
    public void Code_in_this_process_is_ready_by_its_start() => Assert.Equal(
        ContainerPhase.Accepting, Next(Starting, new Happening.Started(), Rules with { Readiness = null }).Life.Phase);

    [Fact]
    public void Without_a_minimal_uptime_a_process_is_ready_by_its_start() => Assert.Equal(
        ContainerPhase.Accepting, Next(
            Starting, new Happening.Started(), Rules with { MinUptime = TimeSpan.Zero }).Life.Phase);

    [Fact]
    public void The_first_death_is_answered_by_a_start_at_once_and_counts_one_restart()
    {
        var step = Next(Starting, Death);
        Assert.Equal((ContainerPhase.Starting, 1), (step.Life.Phase, step.Life.Restarts));
        Assert.Equal(new Effect.Start(), step.Effects[^1]);
    }

    [Fact]
    public void The_second_death_in_a_row_waits_a_tenth_of_a_second()
    {
        var step = Next(Next(Starting, Death).Life, Death);
        Assert.Equal(ContainerPhase.Backoff, step.Life.Phase);
        Assert.Equal(new Effect.Arm(Alarm.Backoff, TimeSpan.FromMilliseconds(100)), step.Effects[^1]);
        Assert.DoesNotContain(new Effect.Start(), step.Effects);
    }

    [Fact]
    public void After_the_backoff_it_starts_again()
    {
        var waiting = Next(Next(Starting, Death).Life, Death).Life;
        var step = Next(waiting, new Happening.Rang(Alarm.Backoff));
        Assert.Equal((ContainerPhase.Starting, 2), (step.Life.Phase, step.Life.Restarts));
        Assert.Contains(new Effect.Start(), step.Effects);
    }

    [Fact]
    public void A_good_run_forgives_all_deaths_before()
    {
        var life = Starting with { Strikes = 7, StartFailures = 7 };
        life = Next(life, new Happening.SaidReady()).Life;
        life = Next(life, new Happening.Rang(Alarm.GoodRun)).Life;
        Assert.Equal((0, 0), (life.Strikes, life.StartFailures));
        Assert.Equal(ContainerPhase.Starting, Next(life, Death).Life.Phase);
    }

    [Fact]
    public void Becoming_ready_alone_does_not_forgive_deaths()
    {
        var life = Next(Starting with { Strikes = 1 }, new Happening.SaidReady()).Life;
        Assert.Equal(ContainerPhase.Backoff, Next(life, Death).Life.Phase);
    }

    [Fact]
    public void A_death_before_ready_is_reported_as_a_start_failure() =>
        Assert.Contains(new Effect.ReportStartFailure("exit code 1"), Next(Starting, Death).Effects);

    [Fact]
    public void A_death_after_ready_is_no_start_failure() =>
        Assert.Empty(Next(Accepting, Death).Effects.OfType<Effect.ReportStartFailure>());

    [Fact]
    public void What_cannot_be_executed_is_tried_again_like_what_dies()
    {
        var refused = new Happening.StartRefused("no such file", 0.5);
        var step = Next(Next(Starting, refused).Life, refused);
        Assert.Equal((ContainerPhase.Backoff, "no such file"), (step.Life.Phase, step.Life.Reason));
    }

    [Fact]
    public void At_the_limit_of_start_failures_it_is_given_up()
    {
        var rules = Rules with { GiveUpAfter = 3 };
        var life = Starting with { StartFailures = 2, Strikes = 2 };
        var step = Next(life, Death, rules);
        Assert.Equal(ContainerPhase.Failed, step.Life.Phase);
        Assert.DoesNotContain(new Effect.Start(), step.Effects);
    }

    [Theory]
    [InlineData(nameof(ContainerPhase.Backoff))]
    [InlineData(nameof(ContainerPhase.Failed))]
    public void A_retry_starts_at_once_and_forgets_the_failures(string phase)
    {
        var step = Next(
            new ContainerLife(Enum.Parse<ContainerPhase>(phase), Strikes: 9, StartFailures: 9),
            new Happening.RetryAsked());
        Assert.Equal((ContainerPhase.Starting, 0, 0), (step.Life.Phase, step.Life.Strikes, step.Life.StartFailures));
        Assert.Contains(new Effect.Start(), step.Effects);
    }

    [Fact]
    public void Told_to_stop_it_is_terminated_and_given_its_time() => Does(
        Next(Accepting, new Happening.StopAsked()),
        new Effect.DisarmAll(), new Effect.Terminate(), new Effect.Arm(Alarm.Grace, Rules.ShutdownTimeout));

    [Fact]
    public void A_container_that_ignores_the_grace_period_is_killed() => Assert.Equal(
        new Effect.Kill(), Assert.Single(Next(Stopping, new Happening.Rang(Alarm.Grace)).Effects));

    [Fact]
    public void When_the_process_is_gone_the_rest_of_its_group_is_looked_for() => Assert.Equal(
        new Effect.LookForSurvivors(), Assert.Single(Next(Stopping, Death).Effects));

    [Fact]
    public void Survivors_are_looked_at_again_until_the_grace_is_over()
    {
        var life = Next(Stopping, Death).Life;
        var step = Next(life, new Happening.Survivors(Any: true, 0.5));
        Assert.Equal(new Effect.Arm(Alarm.Survivors, ContainerLifecycle.SurvivorsEvery), Assert.Single(step.Effects));
        Assert.Equal(new Effect.Kill(), Assert.Single(Next(step.Life, new Happening.Rang(Alarm.Grace)).Effects));
    }

    [Fact]
    public void A_stopped_slot_ends_when_nothing_is_left()
    {
        var step = Next(Next(Stopping, Death).Life, new Happening.Survivors(Any: false, 0.5));
        Assert.Equal(ContainerPhase.Gone, step.Life.Phase);
        Assert.Equal(new Effect.Finish(), step.Effects[^1]);
    }

    [Fact]
    public void What_is_not_ready_in_time_is_stopped_and_replaced()
    {
        var overdue = Next(Starting, new Happening.Rang(Alarm.StartupTimeout));
        Assert.Contains(new Effect.Terminate(), overdue.Effects);
        var replaced = Next(Next(overdue.Life, Death).Life, new Happening.Survivors(false, 0.5));
        Assert.Equal((ContainerPhase.Starting, 1), (replaced.Life.Phase, replaced.Life.Restarts));
        Assert.Single(replaced.Effects.OfType<Effect.ReportStartFailure>());
        Assert.Contains("startup_timeout", replaced.Life.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stop_during_an_overdue_start_ends_the_slot()
    {
        var overdue = Next(Starting, new Happening.Rang(Alarm.StartupTimeout)).Life;
        var asked = Next(overdue, new Happening.StopAsked()).Life;
        Assert.Equal(
            ContainerPhase.Gone, Next(Next(asked, Death).Life, new Happening.Survivors(false, 0.5)).Life.Phase);
    }

    [Theory]
    [InlineData(nameof(ContainerPhase.Backoff))]
    [InlineData(nameof(ContainerPhase.Failed))]
    public void A_slot_without_process_ends_at_once(string phase) =>
        Assert.Contains(
            new Effect.Finish(),
            Next(new ContainerLife(Enum.Parse<ContainerPhase>(phase)), new Happening.StopAsked()).Effects);

    [Fact]
    public void A_worker_that_says_it_is_stopping_drains_and_is_replaced_when_it_is_gone()
    {
        var draining = Next(Accepting with { GoodRun = true }, new Happening.SaidStopping());
        Assert.Equal(ContainerPhase.Draining, draining.Life.Phase);
        Assert.Equal(ContainerPhase.Starting, Next(draining.Life, Death).Life.Phase);
    }

    [Fact]
    public void A_worker_that_says_it_is_stopping_and_stays_is_killed()
    {
        var draining = Next(Accepting, new Happening.SaidStopping());
        Assert.Contains(new Effect.Arm(Alarm.Grace, Rules.ShutdownTimeout), draining.Effects);
        Does(Next(draining.Life, new Happening.Rang(Alarm.Grace)), new Effect.Kill());
    }

    [Fact]
    public void A_gone_slot_is_moved_by_nothing()
    {
        var gone = new ContainerLife(ContainerPhase.Gone);
        Happening[] all =
        [
            new Happening.Begin(), new Happening.Started(), Death, new Happening.SaidReady(), new Happening.StopAsked(),
            new Happening.RetryAsked(), new Happening.Rang(Alarm.Backoff), new Happening.Survivors(true, 0),
        ];
        Assert.All(all, happening => Assert.Empty(Next(gone, happening).Effects));
    }

    private static ContainerLife Starting => ContainerLife.New;

    private static ContainerLife Accepting => new(ContainerPhase.Accepting);

    private static ContainerLife Stopping => new(ContainerPhase.Stopping, Leaving: true);

    private static void Does(Step step, params Effect[] effects) =>
        Assert.Equal<Effect>(effects, step.Effects.ToArray());

    private static Step Next(ContainerLife life, Happening happening, LifecycleRules? rules = null) =>
        ContainerLifecycle.Next(life, happening, rules ?? Rules);
}
