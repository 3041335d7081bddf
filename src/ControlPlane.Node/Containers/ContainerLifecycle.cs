using System.Collections.Immutable;
using ControlPlane.Node.Containers.Draining;

namespace ControlPlane.Node.Containers;

/// <summary>
/// The life of a slot, decided without clock, machine or actor (design, semantics: container). A dead process is
/// replaced in its slot: at once after the first death, with backoff after more without a good run.
/// </summary>
internal static class ContainerLifecycle
{
    /// <summary>How often the remains of a stopped group are looked at.</summary>
    public static readonly TimeSpan SurvivorsEvery = TimeSpan.FromMilliseconds(50);

    public static Step Next(ContainerLife life, Happening happening, LifecycleRules rules) =>
        DrainSteps.Next(life, happening, rules) ?? InGeneral(life, happening, rules);

    private static Step InGeneral(
        ContainerLife life, Happening happening, LifecycleRules rules) => (life.Phase, happening) switch
    {
        (ContainerPhase.Starting, Happening.Begin) => new(life, [new Effect.Start()]),
        (ContainerPhase.Starting, Happening.Started) => AfterStart(life, rules),
        (ContainerPhase.Starting, Happening.ReadinessChanged e) => Rearmed(life, e.Alive, rules),
        (ContainerPhase.Starting, Happening.StartRefused e) => Died(life, e.Why, e.Jitter, rules),
        (ContainerPhase.Starting, Happening.SaidReady) when rules.Readiness is Readiness.Auto or Readiness.Notify
            => Ready(life, rules),
        (ContainerPhase.Starting, Happening.Rang { Alarm: Alarm.Uptime }) => Ready(life, rules),
        (ContainerPhase.Starting, Happening.Rang { Alarm: Alarm.StartupTimeout }) => Overdue(life, rules),
        (ContainerPhase.Accepting, Happening.Rang { Alarm: Alarm.GoodRun })
            => Step.Stay(life with { GoodRun = true, Strikes = 0 }),
        (ContainerPhase.Starting or ContainerPhase.Accepting, Happening.SaidStopping e)
            => new(life with { Phase = ContainerPhase.Draining, Reason = e.Why },
                [new Effect.DisarmAll(), new Effect.Arm(Alarm.Grace, rules.ShutdownTimeout)]),

        (ContainerPhase.Draining, Happening.Renewed)
            => StartAgain(life with { Strikes = 0, StartFailures = 0, GoodRun = false, Reason = "" }),
        (ContainerPhase.Starting or ContainerPhase.Accepting or ContainerPhase.Draining, Happening.Exited e)
            => Died(life, e.How, e.Jitter, rules),
        (ContainerPhase.Starting or ContainerPhase.Accepting or ContainerPhase.Draining, Happening.StopAsked)
            => Stop(life with { Leaving = true, Reason = "" }, rules),

        (ContainerPhase.Draining, Happening.Rang { Alarm: Alarm.Grace }) => Killed(life, rules),
        (ContainerPhase.Stopping, Happening.Rang { Alarm: Alarm.Grace }) => Killed(life, rules),
        (ContainerPhase.Stopping, Happening.Exited)
            => new(life with { LeaderGone = true }, [new Effect.LookForSurvivors()]),
        (ContainerPhase.Stopping, Happening.Rang { Alarm: Alarm.Survivors }) when life.LeaderGone
            => new(life, [new Effect.LookForSurvivors()]),
        (ContainerPhase.Stopping, Happening.Survivors { Any: true })
            => new(life, [new Effect.Arm(Alarm.Survivors, SurvivorsEvery)]),
        (ContainerPhase.Stopping, Happening.Survivors { Any: false } e) => Emptied(life, e.Jitter, rules),
        (ContainerPhase.Stopping, Happening.StopAsked) => Step.Stay(life with { Leaving = true }),

        (ContainerPhase.Backoff, Happening.Rang { Alarm: Alarm.Backoff }) => StartAgain(life),
        (ContainerPhase.Backoff or ContainerPhase.Failed, Happening.RetryAsked)
            => StartAgain(life with { Strikes = 0, StartFailures = 0 }),
        (ContainerPhase.Backoff or ContainerPhase.Failed, Happening.StopAsked) => Finish(life),

        // An alarm of a phase that is over, news of a process that is being stopped anyway, a stop of what is gone.
        _ => Step.Stay(life),
    };

    private static Step AfterStart(ContainerLife life, LifecycleRules rules)
    {
        if (rules.Readiness is null || (rules.Readiness != Readiness.Notify && rules.MinUptime <= TimeSpan.Zero))
        {
            return Ready(life, rules);
        }

        var effects = ImmutableArray.CreateBuilder<Effect>();
        if (rules.Readiness is Readiness.Auto or Readiness.Uptime)
        {
            effects.Add(new Effect.Arm(Alarm.Uptime, rules.MinUptime));
        }

        if (rules.StartupTimeout is { } timeout)
        {
            effects.Add(new Effect.Arm(Alarm.StartupTimeout, timeout));
        }

        return new(life, effects.ToImmutable());
    }

    /// <summary>What would have made it ready may not count any more, and what counts now was never waited
    /// for.</summary>
    private static Step Rearmed(ContainerLife life, TimeSpan alive, LifecycleRules rules)
    {
        var step = AfterStart(life, rules);
        return new(
            step.Life,
            [new Effect.DisarmAll(), .. step.Effects.Select(e => e is Effect.Arm { Alarm: not Alarm.GoodRun } arm
            ? arm with { Delay = arm.Delay > alive ? arm.Delay - alive : TimeSpan.Zero }
            : e)]);
    }

    private static Step Ready(ContainerLife life, LifecycleRules rules)
    {
        var good = rules.MinUptime <= TimeSpan.Zero;
        var next = life with
        {
            Phase = ContainerPhase.Accepting,
            StartFailures = 0,
            GoodRun = good,
            Strikes = good ? 0 : life.Strikes,
            Reason = "",
        };
        return new(next, good
            ? [new Effect.DisarmAll()]
            : [new Effect.DisarmAll(), new Effect.Arm(Alarm.GoodRun, rules.MinUptime)]);
    }

    private static Step Overdue(ContainerLife life, LifecycleRules rules) => Stop(
        life with { Reason = $"not ready after {rules.StartupTimeout?.TotalSeconds:0.###} s (startup_timeout)" },
        rules);

    internal static Step Stop(ContainerLife life, LifecycleRules rules) => new(
        life with { Phase = ContainerPhase.Stopping, LeaderGone = false },
        [new Effect.DisarmAll(), new Effect.Terminate(), new Effect.Arm(Alarm.Grace, rules.ShutdownTimeout)]);

    internal static Step Killed(ContainerLife life, LifecycleRules rules) => new(
        life with { Reason = $"killed: still there {rules.ShutdownTimeout.TotalSeconds:0.###} s after it was to leave "
        + "(shutdown_timeout)" },
        [new Effect.Kill()]);

    /// <summary>Nothing of the group is left: the slot ends, or, where only the start was overdue, tries
    /// again.</summary>
    private static Step Emptied(ContainerLife life, double jitter, LifecycleRules rules) => life.Leaving
        ? Finish(life)
        : Died(life with { Phase = ContainerPhase.Starting }, life.Reason, jitter, rules);

    private static Step Died(ContainerLife life, string how, double jitter, LifecycleRules rules)
    {
        var beforeReady = life.Phase == ContainerPhase.Starting;
        var next = life with
        {
            Strikes = life.GoodRun ? 0 : life.Strikes + 1,
            StartFailures = beforeReady ? life.StartFailures + 1 : 0,
            GoodRun = false,
            LeaderGone = false,
            Reason = how,
        };
        var effects = ImmutableArray.Create<Effect>(new Effect.DisarmAll());
        if (beforeReady)
        {
            effects = effects.Add(new Effect.ReportStartFailure(how));
            if (next.StartFailures >= rules.GiveUpAfter)
            {
                return new(next with { Phase = ContainerPhase.Failed }, effects);
            }
        }

        var delay = RestartBackoff.DelayAfter(next.Strikes, jitter);
        if (delay > TimeSpan.Zero)
        {
            return new(next with { Phase = ContainerPhase.Backoff }, effects.Add(new Effect.Arm(Alarm.Backoff, delay)));
        }

        var again = StartAgain(next);
        return new(again.Life, effects.AddRange(again.Effects));
    }

    private static Step StartAgain(ContainerLife life) => new(
        life with { Phase = ContainerPhase.Starting, Restarts = life.Restarts + 1, Reports = false, Jobs = 0 },
        [new Effect.DisarmAll(), new Effect.Start()]);

    private static Step Finish(ContainerLife life) =>
        new(life with { Phase = ContainerPhase.Gone, Leaving = true }, [new Effect.DisarmAll(), new Effect.Finish()]);
}
