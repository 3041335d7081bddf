using ControlPlane.Node.Cluster.Keys;

namespace ControlPlane.Node.Cluster.View;

/// <summary>A value of the cluster, and what etcd says of its key.</summary>
/// <param name="Value">As it was read.</param>
/// <param name="Created">Since when the key exists without interruption.</param>
/// <param name="Modified">When it was changed last.</param>
/// <param name="Lease">What it ends with; 0: nothing.</param>
internal sealed record Known<T>(T Value, long Created, long Modified, long Lease)
    where T : class, IClusterValue
{
    /// <summary>
    /// The same in a store that is only as far as that: it may have been restored from an older state.
    /// </summary>
    public Known<T> UpTo(long revision) => Modified <= revision ? this : this with { Modified = revision };
}
