using ControlPlane.Contracts.Admin;

namespace ControlPlane.Node.Tests.Simulation.Cluster;

/// <summary>What operators do at random, at any node.</summary>
internal static class ClusterOrders
{
    public static void Give(ClusterWorld world)
    {
        var node = world.Nodes[world.Draw(world.Nodes.Count)];
        var other = world.Nodes[world.Draw(world.Nodes.Count)].Name;
        var plan = world.Wish.Plan(world.Truth.View);
        var service = plan.Services[world.Draw(plan.Services.Count)].Name;
        var patience = new AdminProtocol.Patience(
            world.Draw(3) > 0, TimeSpan.FromSeconds(world.Draw(40)));
        AdminProtocol.Request request = world.Draw(20) switch
        {
            0 or 1 => new AdminProtocol.Disable(service, patience),
            2 or 3 => new AdminProtocol.Enable(service, patience),
            4 => new AdminProtocol.Restart(service, Rolling: false, patience),
            5 or 6 => new AdminProtocol.Restart(service, Rolling: true, patience),
            7 => new AdminProtocol.RestartAll(world.Draw(2) == 0, patience),
            8 or 9 => new AdminProtocol.Scale(service, world.Draw(6), patience),
            10 or 11 => new ClusterProtocol.DrainNode(other, patience),
            12 or 13 => new ClusterProtocol.UndrainNode(other, patience),
            14 => new ClusterProtocol.Rebalance(service, patience),
            15 or 16 => new ClusterProtocol.Apply(world.Plans.Write(plan), "apply", patience),
            17 => new ClusterProtocol.Rollback(null, patience),
            18 => new AdminProtocol.ListContainers(),
            _ => new AdminProtocol.ListServices(),
        };
        world.Ask(node, request);
    }
}
