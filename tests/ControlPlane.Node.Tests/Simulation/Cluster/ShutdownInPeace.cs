using ControlPlane.Contracts.Admin;

namespace ControlPlane.Node.Tests.Simulation.Cluster;

/// <summary>
/// In peace a node is shut down without a drain, and comes back: it goes, and nobody who is served notices.
/// </summary>
internal static class ShutdownInPeace
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    public static void Of(ClusterWorld world, SimulatedNode node)
    {
        var view = world.Truth.View;
        var least = world.Wish.OfTheCluster(view).ToDictionary(s => s.Name, s => Math.Min(
            ClusterWish.Number(view, s), world.Nodes.Where(n => n != node).Sum(n => (long)ClusterWish.MostOn(n, view, s))));
        world.Ask(node, new AdminProtocol.Shutdown());
        var end = world.Time.Elapsed + ClusterRun.Bound;
        while (node.Life is not null && world.Rules.Breach is null)
        {
            world.Advance(Look);
            world.Rules.Look();
            foreach (var (service, number) in least.OrderBy(s => s.Key, StringComparer.Ordinal))
            {
                var serving = world.Nodes.Sum(n => n.Serving(service));
                world.Rules.Check(
                    serving >= number, $"{node.Name} is shut down, and {serving} of {service} serve; {number} can all the while");
            }

            world.Rules.Check(world.Time.Elapsed < end, $"{node.Name} was shut down and does not go");
        }

        world.Advance(TimeSpan.FromMilliseconds(world.Draw(20_000)));
        node.Start();
        ClusterRun.Settle(world);
    }
}
