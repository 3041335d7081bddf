using ControlPlane.Contracts;
using ControlPlane.Contracts.Statuses;
using ControlPlane.Node.Containers;
using ControlPlane.Node.Workload;

namespace ControlPlane.Node.Services;

/// <summary>What a service knows of one of its slots.</summary>
internal sealed class SlotRecord(ContainerId id, int generation, ContainerStatus status)
{
    private int? _maxJobs;

    public ContainerId Id { get; } = id;

    public int Generation { get; } = generation;

    public ContainerPhase Phase { get; private set; } = ContainerPhase.Starting;

    public ContainerStatus Status { get; private set; } = status;

    /// <summary>Why it was told to stop; null: it was not.</summary>
    public LeaveReason? LeavesFor { get; set; }

    /// <summary>It was told to stop.</summary>
    public bool Leaving => LeavesFor is not null;

    /// <summary>Its workload manager has marked it to go.</summary>
    public bool Marked { get; set; }

    /// <summary>As the workload manager sees it; unknown jobs are none.</summary>
    public WorkloadProtocol.Seen Seen => new(
        Id.Number, Standing, Phase.IsRunning() ? Status.Jobs ?? 0 : 0, _maxJobs);

    public SlotFact Fact => new(Id.Number, Generation, Leaving
        ? SlotCondition.Leaving
        : Phase == ContainerPhase.Accepting ? SlotCondition.Ready : SlotCondition.Coming);

    private Standing Standing => Phase switch
    {
        _ when Leaving => Standing.Leaving,
        ContainerPhase.Accepting => Standing.Ready,
        ContainerPhase.Starting or ContainerPhase.Backoff or ContainerPhase.Stopping => Standing.Coming,
        ContainerPhase.Gone => Standing.Leaving,
        _ => Standing.Out,
    };

    public void Update(ContainerProtocol.Changed news)
    {
        _maxJobs = news.MaxJobs;
        Phase = news.Phase;
        Status = news.Status;
    }
}
