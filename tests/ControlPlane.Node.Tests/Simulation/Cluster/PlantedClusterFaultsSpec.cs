using ControlPlane.Contracts.Statuses;
using ControlPlane.Etcd;
using ControlPlane.Node.Cluster;
using ControlPlane.Node.Cluster.Keys;
using ControlPlane.Node.Cluster.Leading;
using ControlPlane.Node.Controller.Configuration;
using Xunit.Abstractions;

namespace ControlPlane.Node.Tests.Simulation.Cluster;

/// <summary>The test of the test: each of these faults is found.</summary>
public sealed class PlantedClusterFaultsSpec(ITestOutputHelper output)
{
    private const int Seeds = 200;

    private static readonly ClusterDecisions Real = ClusterDecisions.Real;

    [Fact]
    public void Assignments_that_are_not_compared_with_the_epoch_are_found() => Find(new ClusterPlant(Real with
    {
        Holds = (_, _) => true,
        MayDecide = (_, _) => true,
        Fence = (_, _, _, _) => [],
    }));

    [Fact]
    public void A_node_that_goes_by_assignments_of_an_older_epoch_is_found() => Find(
        new ClusterPlant(Real with { Accepts = (_, _) => true }));

    [Fact]
    public void A_leader_that_goes_on_after_its_lease_is_found() => Find(new ClusterPlant(Real with
    {
        Holds = (_, _) => true,
        MayDecide = (_, _) => true,
    }));

    [Fact]
    public void A_grace_that_is_ignored_is_found() => Find(new ClusterPlant(Real with
    {
        Next = (ground, epoch, settled) => Real.Next(
            new DecisionGround(
                ground.View, ground.Services,
                node => ground.StateOf(node) is NodeState.Unreachable ? NodeState.Gone : ground.StateOf(node),
                ground.Config),
            epoch, settled),
    }));

    [Fact]
    public void A_drain_that_stops_first_is_found() => Find(new ClusterPlant(Real with
    {
        Next = (ground, epoch, settled) =>
        [
            .. Real.Next(ground, epoch, settled).Select(next => (next.Service, next.Assignment is { } assignment
                ? assignment with
                {
                    Nodes = ValueList.From(assignment.Nodes.Select(share => ground.View.Drains.ContainsKey(share.Node)
                        ? share with { Count = 0, Most = null }
                        : share)),
                }
                : null)),
        ],
    }));

    [Fact]
    public void A_leader_that_forgets_what_nodes_may_still_have_is_found() => Find(new ClusterPlant(Real with
    {
        Next = (ground, epoch, settled) =>
        [
            .. Real.Next(ground, epoch, settled).Select(next => (next.Service, next.Assignment is { } assignment
                ? assignment with
                {
                    Nodes = ValueList.From(
                        assignment.Nodes.Where(s => s.Count > 0).Select(s => s with { Most = null })),
                }
                : null)),
        ],
    }));

    [Fact]
    public void A_leader_that_lets_every_node_burst_as_it_likes_is_found() =>
        Find(Written(share => share with { Cap = share.Cap + 3 }));

    [Fact]
    public void A_leader_that_believes_that_a_lower_cap_is_obeyed_at_once_is_found() =>
        Find(Written(share => share with { MostCap = null }));

    [Fact]
    public void A_share_of_the_free_capacity_above_what_is_free_is_found() =>
        Find(Written(share => share with { MinFree = share.MinFree + 9 }));

    [Fact]
    public void A_lost_confirmation_is_found() => Find(new ClusterPlant(Real)
    {
        LosesWrite = (world, txn) => txn.Then is [Operation.Put put] && world.Time.Elapsed > TimeSpan.FromSeconds(20)
            && new ClusterKeys(ClusterWorld.Name).Parse(put.Key) is { Kind: ClusterKeyKind.Status, Name: "n2" },
    });

    /// <summary>What the leader writes of dynamic services is something else than what was decided.</summary>
    private static ClusterPlant Written(Func<NodeShare, NodeShare> otherwise) => new(Real with
    {
        Next = (ground, epoch, settled) =>
        [
            .. Real.Next(ground, epoch, settled).Select(next => (next.Service, next.Service == ClusterPlans.Flex
                ? next.Assignment is not { } flex ? null
                    : flex with { Nodes = ValueList.From(flex.Nodes.Select(otherwise)) }
                : next.Assignment)),
        ],
    });

    private void Find(ClusterPlant plant)
    {
        var found = ClusterSeeds.Finds(plant, Seeds);
        Assert.NotNull(found);
        output.WriteLine(found);
    }
}
