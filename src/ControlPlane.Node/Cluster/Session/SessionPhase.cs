namespace ControlPlane.Node.Cluster.Session;

/// <summary>How far this node is in (re)joining its cluster.</summary>
internal enum SessionPhase
{
    /// <summary>Not a part of it; the next attempt waits for its time.</summary>
    Out,

    /// <summary>Reads what the cluster is like.</summary>
    Reading,

    /// <summary>Asks for a lease, and registers with it.</summary>
    Registering,

    /// <summary>A part of it, as long as the lease is renewed.</summary>
    In,
}
