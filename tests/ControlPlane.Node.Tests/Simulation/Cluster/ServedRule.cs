using ControlPlane.Node.Services;
using ControlPlane.Node.Workload;

namespace ControlPlane.Node.Tests.Simulation.Cluster;

/// <summary>
/// While one node gives all that it has to the others, in peace, and they have room for all of a service: as many as it
/// needs serve from the first moment on, and at no moment fewer.
/// </summary>
internal sealed class ServedRule(ClusterWorld world, SimulatedNode without)
{
    private readonly SortedDictionary<string, int> _least = new(
        world.Wish.OfTheCluster(world.Truth.View).Where(s => FindsRoom(world, s, without))
            .ToDictionary(s => s.Name, s => Needed(world, s)),
        StringComparer.Ordinal);

    /// <param name="how">What happens to the node.</param>
    public void Check(string how)
    {
        foreach (var (service, least) in _least)
        {
            var serving = world.Nodes.Sum(n => n.Serving(service));
            world.Rules.Check(
                serving >= least,
                $"{without.Name} is {how}, and {serving} of {service} serve; {least} can all the while");
        }
    }

    public static bool FindsRoom(ClusterWorld world, ServicePlan plan, SimulatedNode without) =>
        world.Nodes.Where(n => n != without).Sum(n => (long)ClusterWish.MostOn(n, world.Truth.View, plan))
        >= ClusterWish.Number(world.Truth.View, plan);

    /// <summary>So many are not missed for a moment: of a dynamic service, as many as its jobs need.</summary>
    private static int Needed(ClusterWorld world, ServicePlan plan)
    {
        var number = ClusterWish.Number(world.Truth.View, plan);
        if (number == 0 || plan.Workload is not DynamicPlan dynamic)
        {
            return number;
        }

        // At the most that is allowed there is no room for one that is ready first.
        var needed = (world.Load.Of(plan.Name) + dynamic.Recommended - 1) / dynamic.Recommended;
        return Math.Min(needed, number - 1);
    }
}
