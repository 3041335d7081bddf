using System.Collections.Immutable;

namespace ControlPlane.Node.Containers.Draining;

/// <summary>
/// The part of a container's life in which it leaves without losing a connection. A worker that shares its listeners
/// accepts as long as it runs. So it is stopped (STOP) in a moment in which it has no connection, looked at again, and
/// killed only if it still has none; what arrives meanwhile waits in the listener for the others. It is looked at
/// before it is stopped, so a busy one is not held up.
///
/// KILL, and not TERM, because a program that goes on for a handler of TERM may accept once more before it leaves. A
/// worker that has something to do at its end reports its jobs, or is configured with <c>drain = signal</c>.
/// </summary>
internal static class DrainSteps
{
    /// <summary>Pause after the first look that found connections; doubles to <see cref="LongestPause"/>.</summary>
    public static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(10);

    public static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(80);

    /// <summary>Between two looks at a worker of which not everything stands still yet.</summary>
    public static readonly TimeSpan StopsWithin = TimeSpan.FromMilliseconds(4);

    /// <summary>So often is looked whether everything stands still; then it goes on.</summary>
    public const int MostTries = 10;

    /// <summary>A look that was not answered: it goes on, and is looked at again.</summary>
    public static readonly TimeSpan LookTimeout = TimeSpan.FromSeconds(2);

    /// <summary>What has reported no job may leave by itself for so long.</summary>
    public static readonly TimeSpan Farewell = TimeSpan.FromSeconds(1);

    /// <summary>Null: that is no matter of draining.</summary>
    public static Step? Next(ContainerLife life, Happening happening, LifecycleRules rules) => (life, happening) switch
    {
        ({ Phase: ContainerPhase.Starting or ContainerPhase.Accepting }, Happening.StopAsked e) =>
            Begin(life, e.Reason, rules),
        ({ Phase: ContainerPhase.Gone }, Happening.SaidJobs) => null,
        (_, Happening.SaidJobs e) => Reported(life with { Reports = true, Jobs = e.Count }),
        ({ Draining: null }, _) => null,

        (_, Happening.StopAsked e) => Again(life, e.Reason, rules),
        (_, Happening.Exited) => new(
            Over(life) with { Phase = ContainerPhase.Stopping, LeaderGone = true }, [new Effect.LookForSurvivors()]),
        (_, Happening.Looked e) => e.Number != life.Looks ? Step.Stay(life)
            : life.Frozen ? LookedFrozen(life, e, rules) : LookedRunning(life, e, rules),
        (_, Happening.Rang { Alarm: Alarm.Look }) => LookAgain(life),
        (_, Happening.Rang { Alarm: Alarm.LookLate }) =>
            life.Frozen ? Before(new Effect.Thaw(), LookAgain(life with { Frozen = false })) : LookAgain(life),
        (_, Happening.Rang { Alarm: Alarm.Grace }) => OutOfTime(life, rules),
        _ => null,
    };

    private static Step? Begin(ContainerLife life, LeaveReason reason, LifecycleRules rules)
    {
        var method = DrainRule.Of(rules.Drain, rules.HasSockets, life.Reports, reason);
        var next = life with
        {
            Phase = ContainerPhase.Draining,
            Leaving = true,
            Draining = method,
            Frozen = false,
            Misses = 0,
        };
        var grace = ImmutableArray.Create<Effect>(
            new Effect.DisarmAll(), new Effect.Arm(Alarm.Grace, rules.ShutdownTimeout));
        return method switch
        {
            DrainMethod.Freeze => After(grace, Look(next with { Reason = "until it holds no connection" })),
            DrainMethod.Report => After(
                grace.Add(new Effect.Terminate()), Reported(next with { Reason = "until it reports no job" })),
            _ => null,
        };
    }

    /// <summary>Another reason: one in which nobody waits for connections ends the waiting.</summary>
    private static Step Again(ContainerLife life, LeaveReason reason, LifecycleRules rules) =>
        life.Draining == DrainMethod.Freeze
        && DrainRule.Of(rules.Drain, rules.HasSockets, life.Reports, reason) == DrainMethod.Signal
            ? Told(life, "", rules)
            : Step.Stay(life);

    private static Step Reported(ContainerLife life) => life is { Draining: DrainMethod.Report, Jobs: 0 }
        ? new(life, [new Effect.Arm(Alarm.Look, Farewell)])
        : Step.Stay(life);

    private static Step LookAgain(ContainerLife life) => life switch
    {
        { Draining: DrainMethod.Report, Jobs: > 0 } => life.Frozen ? Wait(life) : Step.Stay(life),
        { Frozen: true } => Before(new Effect.Freeze(), Look(life)),
        _ => Look(life),
    };

    private static Step LookedRunning(
        ContainerLife life, Happening.Looked look, LifecycleRules rules) => look.Connections switch
    {
        null => Uncounted(life, rules),
        0 => Before(new Effect.Freeze(), Look(life with { Frozen = true, Tries = 0 })),
        _ => Wait(life),
    };

    private static Step LookedFrozen(ContainerLife life, Happening.Looked look, LifecycleRules rules) => look switch
    {
        { Connections: null } => Uncounted(life, rules),
        { Stopped: true, Connections: 0 } => Ended(life, rules),
        { Stopped: false } when life.Tries < MostTries
            => new(life with { Tries = life.Tries + 1 }, [new Effect.Arm(Alarm.Look, StopsWithin)]),
        _ => Wait(life),
    };

    private static Step Look(ContainerLife life)
    {
        var next = life with { Looks = life.Looks + 1 };
        return new(next, [new Effect.Look(next.Looks), new Effect.Arm(Alarm.LookLate, LookTimeout)]);
    }

    /// <summary>It has connections: it goes on, and is looked at again.</summary>
    private static Step Wait(ContainerLife life)
    {
        var pause = TimeSpan.FromTicks(Math.Min(FirstPause.Ticks << Math.Min(life.Misses, 10), LongestPause.Ticks));
        var step = new Step(
            life with { Frozen = false, Misses = life.Misses + 1 }, [new Effect.Arm(Alarm.Look, pause)]);
        return life.Frozen ? Before(new Effect.Thaw(), step) : step;
    }

    /// <summary>Nobody can tell what it holds: its own word counts, or else it is told and waited for.</summary>
    private static Step Uncounted(ContainerLife life, LifecycleRules rules) => life.Draining == DrainMethod.Report
        ? Ended(life, rules)
        : Told(life, "its connections cannot be counted", rules);

    private static Step Ended(ContainerLife life, LifecycleRules rules) => new(
        Over(life) with { Phase = ContainerPhase.Stopping, LeaderGone = false, Reason = "it holds no connection" },
        [new Effect.DisarmAll(), new Effect.Kill(), new Effect.Arm(Alarm.Grace, rules.ShutdownTimeout)]);

    /// <summary>TERM continues it, too.</summary>
    private static Step Told(ContainerLife life, string why, LifecycleRules rules) =>
        ContainerLifecycle.Stop(Over(life) with { Leaving = true, Reason = why }, rules);

    private static Step OutOfTime(ContainerLife life, LifecycleRules rules)
    {
        if (life.Draining == DrainMethod.Freeze)
        {
            return Told(
                life, $"still had connections after {rules.ShutdownTimeout.TotalSeconds:0.###} s (shutdown_timeout)",
                rules);
        }

        var killed = ContainerLifecycle.Killed(Over(life) with { Phase = ContainerPhase.Stopping }, rules);
        return life.Frozen ? Before(new Effect.Thaw(), killed) : killed;
    }

    private static ContainerLife Over(ContainerLife life) => life with { Draining = null, Frozen = false };

    private static Step Before(Effect first, Step step) => new(step.Life, step.Effects.Insert(0, first));

    private static Step After(ImmutableArray<Effect> first, Step step) => new(step.Life, first.AddRange(step.Effects));
}
