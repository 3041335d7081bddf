namespace ControlPlane.Contracts.Statuses;

/// <summary>One row of <c>cplane containers</c>, and one element of its JSON array.</summary>
/// <param name="Service">The service that it runs.</param>
/// <param name="Id"><c>SERVICE-N</c>.</param>
/// <param name="Node">The name of the node that it runs on.</param>
/// <param name="State">The coarse state.</param>
/// <param name="Detail">The fine state and its reason, for people: <c>backoff: exit code 1; again in 3.2 s (4th
/// failure)</c>.</param>
/// <param name="Pid">The process; null for containers in this process, and where no process is.</param>
/// <param name="Jobs">Connections being processed; null if unknown.</param>
/// <param name="Restarts">How often the slot's process was replaced.</param>
/// <param name="StartedAt">When the process that runs now was started, UTC; null where none was started.</param>
/// <param name="Confinement">What stops with the container for certain: <c>cgroup</c>, <c>group</c> (process group
/// only), or null.</param>
public sealed record ContainerStatus(
    string Service,
    string Id,
    string Node,
    ContainerState State,
    string Detail,
    int? Pid,
    int? Jobs,
    int Restarts,
    DateTimeOffset? StartedAt,
    string? Confinement = null)
{
    /// <summary>
    /// The sockets of its own (addresses of type <c>container</c>), which belong to the slot: <c>127.0.0.1:20001</c>,
    /// <c>unix:/abs/path</c>; empty where there is none.
    /// </summary>
    // null: read from JSON without it
    public IReadOnlyList<string> Addresses { get; init => field = value ?? []; } = [];
}
