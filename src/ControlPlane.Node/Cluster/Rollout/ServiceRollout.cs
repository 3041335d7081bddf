using System.Collections.Immutable;
using ControlPlane.Node.Cluster.Placement;

namespace ControlPlane.Node.Cluster.Rollout;

/// <summary>One service, as far as the round over all of them looks at it.</summary>
/// <param name="Service">Its name.</param>
/// <param name="Plan">What a container takes.</param>
/// <param name="Wish">Where to get to.</param>
/// <param name="InForce">The last assignment, whole; empty: none.</param>
/// <param name="Reports">What nodes say of it; those that say nothing of it have none.</param>
internal sealed record ServiceRollout(
    string Service,
    PlacementPlan Plan,
    RolloutWish Wish,
    ImmutableArray<NodeAssignment> InForce,
    ImmutableArray<(string Node, NodeReport Report)> Reports);
