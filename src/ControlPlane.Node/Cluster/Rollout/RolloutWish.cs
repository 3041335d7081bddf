using System.Collections.Immutable;
using ControlPlane.Node.Cluster.Placement;

namespace ControlPlane.Node.Cluster.Rollout;

/// <summary>Where a service of scope cluster is to get to.</summary>
/// <param name="Target">What placement has decided; empty while the service is disabled.</param>
/// <param name="Generation">Containers of an earlier generation are to be replaced.</param>
/// <param name="Rolling">One node after the other, and there one container after the other; else all at once.</param>
internal sealed record RolloutWish(ImmutableArray<NodeCount> Target, int Generation, bool Rolling)
{
    /// <summary>Containers beyond those wanted, for what is replaced or moved.</summary>
    public const int Surge = 1;

    /// <summary>Of a dynamic service its max_threads; null: those wanted, and one more.</summary>
    public int? Ceiling { get; init; }

    /// <summary>Containers in all.</summary>
    public int Wanted => Target.Sum(t => t.Count);
}
