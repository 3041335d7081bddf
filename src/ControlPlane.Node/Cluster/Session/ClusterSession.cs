namespace ControlPlane.Node.Cluster.Session;

/// <summary>
/// Whether this node belongs to the cluster at a moment: it holds a lease, and counts only what it has renewed itself,
/// by the clock that goes on while the machine sleeps or the process is stopped. Pure.
/// </summary>
/// <param name="Lease">The lease that its keys live under.</param>
/// <param name="Ttl">What etcd has granted.</param>
/// <param name="Renewed">When the last renewal that succeeded was asked for: etcd counts from a later moment.</param>
internal sealed record ClusterSession(long Lease, TimeSpan Ttl, TimeSpan Renewed)
{
    /// <summary>A lease is renewed three times in its life, so that one lost answer costs nothing.</summary>
    private const int RenewalsInALife = 3;

    /// <summary>The last fifth of a lease is too close to its end to decide anything for others.</summary>
    private const double SafePart = 0.8;

    /// <summary>After this the lease may have ended, whatever etcd says later.</summary>
    public TimeSpan Deadline => Renewed + Ttl;

    /// <summary>How long after one renewal the next one is asked for, whatever becomes of the first.</summary>
    public TimeSpan RenewEvery => Ttl / RenewalsInALife;

    /// <summary>When to ask again.</summary>
    public TimeSpan RenewalDue => Renewed + RenewEvery;

    public bool HoldsAt(TimeSpan now) => now < Deadline;

    /// <summary>A leader decides only then: what it writes arrives before anybody else can lead.</summary>
    public bool MayDecideAt(TimeSpan now) => now < Renewed + (Ttl * SafePart);

    /// <summary>An answer that was overtaken by that to a later question changes nothing.</summary>
    public ClusterSession RenewedAt(TimeSpan asked, TimeSpan ttl) =>
        asked > Renewed ? this with { Renewed = asked, Ttl = ttl } : this;
}
