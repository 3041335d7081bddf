namespace ControlPlane.Node.Containers;

/// <summary>What a container's actor has to do, in order.</summary>
internal abstract record Effect
{
    /// <summary>Start the process; answered by <see cref="Happening.Started"/> or
    /// <see cref="Happening.StartRefused"/>.</summary>
    public sealed record Start : Effect;

    /// <summary>TERM to the group.</summary>
    public sealed record Terminate : Effect;

    /// <summary>KILL to the group and the cgroup.</summary>
    public sealed record Kill : Effect;

    /// <summary>Answered by <see cref="Happening.Survivors"/>.</summary>
    public sealed record LookForSurvivors : Effect;

    /// <summary>Count its connections; answered by <see cref="Happening.Looked"/> with the same number.</summary>
    public sealed record Look(int Number) : Effect;

    /// <summary>STOP to all of it.</summary>
    public sealed record Freeze : Effect;

    /// <summary>CONT to all of it.</summary>
    public sealed record Thaw : Effect;

    public sealed record Arm(Alarm Alarm, TimeSpan Delay) : Effect;

    public sealed record DisarmAll : Effect;

    /// <summary>A process died before it was ready, or could not be started: the service counts these.</summary>
    public sealed record ReportStartFailure(string Why) : Effect;

    /// <summary>The slot is free; the actor ends.</summary>
    public sealed record Finish : Effect;
}
