namespace ControlPlane.Node.Workload;

/// <summary>What the manager knows of one slot. Small: there may be ten thousand of them in one array.</summary>
internal struct Seat
{
    public Standing Standing;

    /// <summary>Marked to go: gets no more jobs (in this process), counts no more as capacity.</summary>
    public bool Marked;

    /// <summary>The service was told to stop it.</summary>
    public bool Ended;

    public int Jobs;

    /// <summary>The worker's own limit of jobs; at least 1, <see cref="int.MaxValue"/>: none.</summary>
    public int Limit;

    /// <summary>While marked: not ended before this. <see cref="TimeSpan.MaxValue"/>: not before it is idle.</summary>
    public TimeSpan Due;

    /// <summary>May be marked, or taken back.</summary>
    public readonly bool Serves => !Ended && Standing is (Standing.Coming or Standing.Ready);
}
