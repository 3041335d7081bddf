using ControlPlane.Node.Services;
using ControlPlane.Node.Workload;

namespace ControlPlane.Node.Tests.Simulation.Cluster;

/// <summary>
/// While one node gives all that it has to the others, in peace: as many as have room there serve from the first moment
/// on, and at no moment fewer.
/// </summary>
internal sealed class ServedRule(ClusterWorld world, SimulatedNode without)
{
    private readonly SortedDictionary<string, long> _least = new(
        world.Wish.OfTheCluster(world.Truth.View).ToDictionary(s => s.Name, s => Math.Min(
            Needed(world, s),
            world.Nodes.Where(n => n != without).Sum(n => (long)ClusterWish.MostOn(n, world.Truth.View, s)))),
        StringComparer.Ordinal);

    /// <param name="how">What happens to the node.</param>
    public void Check(string how)
    {
        foreach (var (service, least) in _least)
        {
            var serving = world.Nodes.Sum(n => n.Serving(service));
            world.Rules.Check(
                serving >= least, $"{without.Name} is {how}, and {serving} of {service} serve; {least} can all the while");
        }
    }

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
