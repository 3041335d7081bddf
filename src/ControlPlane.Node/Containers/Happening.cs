namespace ControlPlane.Node.Containers;

/// <summary>What can happen to a container.</summary>
internal abstract record Happening
{
    /// <summary>The slot was made: start its first process.</summary>
    public sealed record Begin : Happening;

    /// <summary>The start that was ordered has succeeded.</summary>
    public sealed record Started : Happening;

    /// <summary>The start that was ordered was refused by the machine; <paramref name="Jitter"/> as in
    /// <see cref="RestartBackoff"/>.</summary>
    public sealed record StartRefused(string Why, double Jitter) : Happening;

    /// <summary>Other rules from now on, and they say otherwise what makes it ready, or by when.</summary>
    /// <param name="Alive">How long its process has lived.</param>
    public sealed record ReadinessChanged(TimeSpan Alive) : Happening;

    /// <summary>READY=1.</summary>
    public sealed record SaidReady : Happening;

    /// <summary>It leaves by itself; <paramref name="Why"/> is for people.</summary>
    public sealed record SaidStopping(string Why = "it said STOPPING=1") : Happening;

    /// <summary>It left by itself because it has had its share (<c>conn_limit</c>): no failure.</summary>
    public sealed record Renewed : Happening;

    /// <summary>The process has ended; <paramref name="How"/> is for people (<c>exit code 1</c>, <c>signal
    /// KILL</c>).</summary>
    public sealed record Exited(string How, double Jitter) : Happening;

    /// <summary>Answer to <see cref="Effect.LookForSurvivors"/>.</summary>
    public sealed record Survivors(bool Any, double Jitter) : Happening;

    /// <summary>An armed alarm went off.</summary>
    public sealed record Rang(Alarm Alarm) : Happening;

    /// <summary>The slot shall end.</summary>
    public sealed record StopAsked(LeaveReason Reason = LeaveReason.Disable) : Happening;

    /// <summary>X_JOBS=.</summary>
    public sealed record SaidJobs(int Count) : Happening;

    /// <summary>Answer to <see cref="Effect.Look"/>.</summary>
    /// <param name="Number">Of which look; what answers an earlier one means nothing any more.</param>
    /// <param name="Connections">Accepted ones that it holds; null: unknown.</param>
    /// <param name="Stopped">All of it stood still before they were counted.</param>
    public sealed record Looked(int Number, int? Connections, bool Stopped) : Happening;

    /// <summary>An operator asked for another try: forget the failures.</summary>
    public sealed record RetryAsked : Happening;
}

/// <summary>The timers of a container; arming one again replaces it.</summary>
internal enum Alarm
{
    /// <summary>Alive long enough to count as ready.</summary>
    Uptime,

    /// <summary>Should have been ready by now.</summary>
    StartupTimeout,

    /// <summary>Ready long enough to forgive earlier deaths.</summary>
    GoodRun,

    /// <summary>The backoff is over.</summary>
    Backoff,

    /// <summary>Was told to stop and had its time.</summary>
    Grace,

    /// <summary>Look again whether anything of the group is left.</summary>
    Survivors,

    /// <summary>Look again at its connections.</summary>
    Look,

    /// <summary>The look should have been answered by now.</summary>
    LookLate,
}
