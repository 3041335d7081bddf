using ControlPlane.Actors;
using ControlPlane.Contracts;
using ControlPlane.Contracts.Statuses;

namespace ControlPlane.Node.Containers;

/// <summary>What is said to and by containers.</summary>
internal static class ContainerProtocol
{
    /// <summary>Service to the containers supervisor: make a slot and start its first process.</summary>
    public sealed record Launch(ContainerId Id, Props Container);

    /// <summary>Service to one container (through the supervisor): leave.</summary>
    public sealed record Stop(ContainerId Id, LeaveReason Reason);

    /// <summary>
    /// Service to one container (through the supervisor): it is marked to go, so it should get no more jobs; or it is
    /// taken back. It outlives a death of its process. A worker that accepts for itself cannot heed it.
    /// </summary>
    public sealed record Mark(ContainerId Id, bool Marked);

    /// <summary>Service to all containers: forget failures, try again now.</summary>
    public sealed record Retry;

    /// <summary>Service to all containers: other timeouts from now on.</summary>
    public sealed record Follow(LifecycleRules Rules);

    /// <summary>Service to all containers in this process: an operator's message. Others have no way to be
    /// told.</summary>
    public sealed record AdminMessage(string Name, IReadOnlyList<string> Arguments);

    /// <summary>Node to all containers: KILL, nobody waits any longer.</summary>
    public sealed record KillNow;

    /// <summary>To all containers: a message that a container has sent (<c>IMessages.Send</c>).</summary>
    public sealed record Message(string Name, IReadOnlyList<string> Arguments);

    /// <summary>To all containers: the node goes down soon; each answers by one <c>AdminProtocol.Done</c>.</summary>
    public sealed record PrepareSystemShutdown;

    /// <summary>Container to service: what people see has changed.</summary>
    /// <param name="Id">Which one.</param>
    /// <param name="Phase">Its fine state.</param>
    /// <param name="Status">What people see; with the jobs, where they are known.</param>
    /// <param name="MaxJobs">The worker's own limit of jobs, where it has told one.</param>
    public sealed record Changed(ContainerId Id, ContainerPhase Phase, ContainerStatus Status, int? MaxJobs = null);

    /// <summary>Container to service: a process died before it was ready, or could not be started.</summary>
    public sealed record StartFailed(ContainerId Id, string Why);

    /// <summary>Supervisor to service: the slot is free.</summary>
    public sealed record Gone(ContainerId Id);
}
