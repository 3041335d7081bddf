using ControlPlane.Actors;

namespace ControlPlane.Node.Workload;

/// <summary>
/// services/SERVICE/workload: tells its service how many containers are wanted. The constant manager says so once, and
/// again when its plan changes.
/// </summary>
internal sealed class WorkloadActor : ReceiveActor
{
    public const string Name = "workload";

    private ConstantPlan _plan;

    public WorkloadActor(ConstantPlan plan)
    {
        _plan = plan;
        Receive<WorkloadProtocol.Follow>(m =>
        {
            _plan = m.Plan;
            Announce();
        });
    }

    public static Props Props(ConstantPlan plan) => Actors.Props.Create(() => new WorkloadActor(plan));

    protected override void PreStart() => Announce();

    private void Announce() => Context.Parent.Tell(new WorkloadProtocol.Desired(_plan.Threads), Self);
}

/// <summary>What is said to and by workload managers.</summary>
internal static class WorkloadProtocol
{
    /// <summary>Service to manager: another plan from now on; answered by <see cref="Desired"/>.</summary>
    public sealed record Follow(ConstantPlan Plan);

    /// <summary>Manager to service: so many containers are wanted.</summary>
    public sealed record Desired(int Count);
}
