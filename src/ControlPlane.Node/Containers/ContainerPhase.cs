using ControlPlane.Contracts.Statuses;

namespace ControlPlane.Node.Containers;

/// <summary>The fine states of a container (design, semantics: container). The coarse ones are what people
/// see.</summary>
internal enum ContainerPhase
{
    /// <summary>Runs, not ready yet.</summary>
    Starting,

    /// <summary>Ready.</summary>
    Accepting,

    /// <summary>Said itself that it is leaving (STOPPING=1).</summary>
    Draining,

    /// <summary>Told to stop, or gone with parts of its group still alive.</summary>
    Stopping,

    /// <summary>Dead, waits before the next start.</summary>
    Backoff,

    /// <summary>Dead, not started again until told to.</summary>
    Failed,

    /// <summary>Dead for good: the slot is free.</summary>
    Gone,
}

/// <summary>The one table between fine and coarse states.</summary>
internal static class ContainerPhases
{
    public static ContainerState Coarse(this ContainerPhase phase) => phase switch
    {
        ContainerPhase.Starting => ContainerState.Starting,
        ContainerPhase.Accepting => ContainerState.Ready,
        ContainerPhase.Draining or ContainerPhase.Stopping or ContainerPhase.Gone => ContainerState.Stopping,
        ContainerPhase.Backoff => ContainerState.Waiting,
        _ => ContainerState.Failed,
    };

    /// <summary>True where a process (or a processor) exists.</summary>
    public static bool IsRunning(this ContainerPhase phase) => phase
        is ContainerPhase.Starting or ContainerPhase.Accepting or ContainerPhase.Draining or ContainerPhase.Stopping;
}
