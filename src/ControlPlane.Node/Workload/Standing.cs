namespace ControlPlane.Node.Workload;

/// <summary>What one slot of a service is to its workload manager.</summary>
internal enum Standing : byte
{
    /// <summary>There is no such slot.</summary>
    None,

    /// <summary>
    /// Starts, or will start again by itself (backoff; stopped because its start was overdue): it counts as capacity.
    /// If it did not, each death of a crash loop would start one container more, up to the most, and each return would
    /// mark one again. Real demand is not held up by it: jobs and queued connections use the capacity that it claims
    /// to be, and then more is started.
    /// </summary>
    Coming,

    /// <summary>Takes jobs: it counts as capacity, less its jobs.</summary>
    Ready,

    /// <summary>
    /// Gives nothing for now: failed for good, or leaving by its own will (STOPPING=1). No capacity, and no jobs that
    /// anybody else would have to carry, but it takes one of <c>max_threads</c>; so a service of which every start
    /// fails grows to <c>max_threads</c> failed slots at most, and one bad slot does not hold up the others.
    /// </summary>
    Out,

    /// <summary>Told to stop: as <see cref="Out"/>, and it does not come back.</summary>
    Leaving,
}
