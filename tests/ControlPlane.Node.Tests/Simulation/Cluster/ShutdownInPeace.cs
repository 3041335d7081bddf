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
        var served = new ServedRule(world, node);
        world.Ask(node, new AdminProtocol.Shutdown());
        var end = world.Time.Elapsed + ClusterRun.Bound;
        while (node.Life is not null && world.Rules.Breach is null)
        {
            served.Check("shut down");
            world.Rules.Check(world.Time.Elapsed < end, $"{node.Name} was shut down and does not go");
            world.Advance(Look);
            world.Load.Follow();
            world.Rules.Look();
        }

        served.Check("shut down");
        world.Advance(TimeSpan.FromMilliseconds(world.Draw(20_000)));
        node.Start();
        ClusterRun.Settle(world);
    }
}
