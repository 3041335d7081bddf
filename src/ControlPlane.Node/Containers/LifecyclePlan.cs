using ControlPlane.Node.Containers.Draining;

namespace ControlPlane.Node.Containers;

/// <summary>The life of one container, from the keys of its service.</summary>
/// <param name="StartupTimeout">Not ready after this: stopped, counted as a start failure, replaced. Null: off.</param>
/// <param name="ShutdownTimeout">From TERM to KILL; zero: killed at once.</param>
/// <param name="MinUptime">Alive this long makes it ready (<see cref="Readiness.Uptime"/>); alive this long after
/// ready resets the backoff.</param>
/// <param name="StartFailureLimit">So many start failures in a row end the attempts; null: never.</param>
/// <param name="StartFailureThen">What happens at the limit.</param>
/// <param name="Drain">How a container leaves; null: by what it is and why it leaves.</param>
internal sealed record LifecyclePlan(
    TimeSpan? StartupTimeout,
    TimeSpan ShutdownTimeout,
    TimeSpan MinUptime,
    int? StartFailureLimit,
    StartFailureThen StartFailureThen,
    DrainMethod? Drain = null)
{
    /// <summary>So many connections, then it is replaced (<c>conn_limit</c>); null: no limit. In this process
    /// only.</summary>
    public int? ConnectionLimit { get; init; }

    /// <summary>Collect garbage 1 s after its last job (<c>gc_when_idle</c>). In this process only.</summary>
    public bool CollectWhenIdle { get; init; }

    /// <summary>
    /// Pause before the second replacement; doubles, with jitter, up to <see cref="BackoffCap"/>. No configuration
    /// key.
    /// </summary>
    public static readonly TimeSpan BackoffFirst = TimeSpan.FromMilliseconds(100);

    /// <summary>Longest pause between two starts. No configuration key.</summary>
    public static readonly TimeSpan BackoffCap = TimeSpan.FromSeconds(30);
}

/// <summary>The values of <c>start_failures.then</c>.</summary>
internal enum StartFailureThen
{
    /// <summary>The service is disabled (Netplex).</summary>
    Disable,

    /// <summary>The slot stays failed; the other containers of the service go on (fectl).</summary>
    Wait,
}
