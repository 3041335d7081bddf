using ControlPlane.Contracts;
using ControlPlane.Contracts.Statuses;
using ControlPlane.Node.Containers;

namespace ControlPlane.Node.Services;

/// <summary>What a service knows of one of its slots.</summary>
internal sealed class SlotRecord(ContainerId id, int generation, ContainerStatus status)
{
    public ContainerId Id { get; } = id;

    public int Generation { get; } = generation;

    public ContainerPhase Phase { get; private set; } = ContainerPhase.Starting;

    public ContainerStatus Status { get; private set; } = status;

    /// <summary>It was told to stop.</summary>
    public bool Leaving { get; set; }

    public SlotFact Fact => new(Id.Number, Generation, Leaving
        ? SlotCondition.Leaving
        : Phase == ContainerPhase.Accepting ? SlotCondition.Ready : SlotCondition.Coming);

    public void Update(ContainerProtocol.Changed news)
    {
        Phase = news.Phase;
        Status = news.Status;
    }
}
