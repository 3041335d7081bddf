namespace ControlPlane.Node.Controller;

/// <summary>Counts what containers did on this node since it started. Safe from all threads.</summary>
internal sealed class NodeTally
{
    private long _starts;
    private long _exits;

    /// <summary>Processes that were started.</summary>
    public long Starts => Interlocked.Read(ref _starts);

    /// <summary>Processes whose end was seen; each once.</summary>
    public long Exits => Interlocked.Read(ref _exits);

    public void Started() => Interlocked.Increment(ref _starts);

    public void Exited() => Interlocked.Increment(ref _exits);
}
