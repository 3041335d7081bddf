using ControlPlane.Actors;

namespace ControlPlane.Node.Workload;

/// <summary>
/// services/SERVICE/workload: tells its service how many containers are wanted. The constant manager says so once, and
/// again when its plan changes.
/// </summary>
internal sealed class WorkloadActor : ReceiveActor
{
    public const string Name = "workload";

    private WorkloadPlan _plan;

    public WorkloadActor(WorkloadPlan plan)
    {
        _plan = plan;
        Receive<WorkloadProtocol.Follow>(m =>
        {
            _plan = m.Plan;
            Announce();
        });
        Receive<WorkloadProtocol.Queued>(_ => { });
    }

    public static Props Props(WorkloadPlan plan) => Actors.Props.Create(() => new WorkloadActor(plan));

    protected override void PreStart() => Announce();

    private void Announce() => Context.Parent.Tell(new WorkloadProtocol.Desired(_plan.FirstCount), Self);
}
