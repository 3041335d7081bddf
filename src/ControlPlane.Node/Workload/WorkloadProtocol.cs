namespace ControlPlane.Node.Workload;

/// <summary>What is said to and by workload managers.</summary>
internal static class WorkloadProtocol
{
    /// <summary>Service to manager: another plan from now on; answered by <see cref="Desired"/>.</summary>
    public sealed record Follow(WorkloadPlan Plan);

    /// <summary>Manager to service: so many containers are wanted.</summary>
    public sealed record Desired(int Count);

    /// <summary>
    /// Whoever looks at the sockets, to the service, which hands it to its manager: so many connections wait in the
    /// accept queues of the service at the moment. Said again whenever the number has changed, 0 included.
    /// </summary>
    public sealed record Queued(int Connections);
}
