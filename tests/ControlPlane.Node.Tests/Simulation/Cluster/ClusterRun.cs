namespace ControlPlane.Node.Tests.Simulation.Cluster;

/// <summary>
/// One random life of a cluster: faults and orders, then peace, in which everything must become as it is wanted.
/// </summary>
internal static class ClusterRun
{
    private const int Steps = 40;

    /// <summary>So long after the end of all faults everything is as wanted.</summary>
    public static readonly TimeSpan Bound = TimeSpan.FromMinutes(3);

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    /// <returns>The first rule that was broken; null: none.</returns>
    public static string? Of(ClusterWorld world)
    {
        var faults = new ClusterFaults(world);
        Begin(world);
        for (var step = 0; step < Steps && world.Rules.Breach is null; step++)
        {
            world.Advance(TimeSpan.FromMilliseconds(world.Draw(4_000)));
            switch (world.Draw(6))
            {
                case < 2: faults.Strike(); break;
                case 2: world.Load.Change(); break;
                default: ClusterOrders.Give(world); break;
            }

            world.Load.Follow();
            world.Rules.Look();
        }

        faults.End();
        world.Misbehave(false);
        world.Note("peace");
        if (world.Rules.Breach is null)
        {
            Settle(world);
            new ClusterUpkeep(world).Do();
            ShutdownInPeace.Of(world, world.Nodes[world.Draw(world.Nodes.Count)]);
        }

        return world.Rules.Breach;
    }

    private static void Begin(ClusterWorld world)
    {
        world.Misbehave(world.Draw(3) > 0);
        foreach (var node in world.Nodes)
        {
            world.After(TimeSpan.FromMilliseconds(world.Draw(3_000)), node.Start);
        }

        world.Advance(TimeSpan.FromSeconds(3));
    }

    /// <summary>Becomes as it is wanted, and stays so for longer than a lease and the grace.</summary>
    public static void Settle(ClusterWorld world)
    {
        var end = world.Time.Elapsed + Bound;
        var since = world.Time.Elapsed;
        while (world.Rules.Breach is null && world.Time.Elapsed - since < ClusterWorld.Lease + ClusterWorld.Grace)
        {
            var missing = world.Rules.OrdersWait ? "orders wait" : world.Wish.Missing();
            since = missing is null ? since : world.Time.Elapsed;
            world.Rules.Check(missing is null || world.Time.Elapsed < end, $"in peace: {missing}");
            world.Advance(Look);
            world.Load.Follow();
            world.Rules.Look();
        }
    }
}
