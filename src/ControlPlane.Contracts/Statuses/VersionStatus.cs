namespace ControlPlane.Contracts.Statuses;

/// <summary>
/// One row of <c>cplane rollback --list</c>, and one element of its JSON array: a configuration that the cluster can
/// have.
/// </summary>
/// <param name="Version">From 1; 0: each node has the services of its own file.</param>
/// <param name="InForce">It is the present one.</param>
/// <param name="Origin">What people call it: the name of the file that was applied.</param>
/// <param name="By">Who applied it, or rolled back to it; empty of version 0.</param>
/// <param name="AppliedAt">By the clock of the node that wrote it down; null: unknown.</param>
/// <param name="CopyOf">The version that a rollback has put in force again; null: it was applied.</param>
public sealed record VersionStatus(
    int Version, bool InForce, string Origin, string By, DateTimeOffset? AppliedAt, int? CopyOf);
