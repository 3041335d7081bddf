using ControlPlane.Contracts.Admin;
using ControlPlane.Node.Cluster.View;
using ControlPlane.Node.Services;
using ControlPlane.Node.Workload;

namespace ControlPlane.Node.Tests.Simulation.Cluster;

/// <summary>
/// What operators do in peace: one node is drained, ended, and comes back; a service is rebalanced. Nobody who is
/// served notices, and nothing is moved that need not be. What is looked at are the processes, not what anybody says
/// of them.
/// </summary>
internal sealed class ClusterUpkeep(ClusterWorld world)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// From the first connection to the last container that serves: two reports, two decisions, and the start.
    /// </summary>
    private static readonly TimeSpan FullWithin = TimeSpan.FromSeconds(5);

    private static readonly AdminProtocol.Patience Waits = new(true, TimeSpan.FromMinutes(1));

    private ClusterView View => world.Truth.View;

    public void Do()
    {
        foreach (var node in world.Nodes.Where(n => View.Drains.ContainsKey(n.Name)))
        {
            Ask(new ClusterProtocol.UndrainNode(node.Name, Waits));
        }

        ClusterRun.Settle(world);
        Burst();
        var gone = world.Nodes[world.Draw(world.Nodes.Count)];
        if (!FindRoomWithout(gone))
        {
            return; // It is not drained as long as something finds no place elsewhere.
        }

        Drain(gone);
        ClusterRun.Settle(world);
        var goals = Goals();
        gone.Kill();
        world.Advance(TimeSpan.FromMilliseconds(world.Draw(20_000)));
        gone.Start();
        ClusterRun.Settle(world);
        Ask(new ClusterProtocol.UndrainNode(gone.Name, Waits));
        ClusterRun.Settle(world);
        foreach (var ((service, on), goal) in goals)
        {
            world.Rules.Check(
                Goals().GetValueOrDefault((service, on)) >= goal,
                $"{gone.Name} has come back, and {service} was taken away from {on}");
        }

        Rebalance();
    }

    /// <summary>All the load that a dynamic service can carry comes at once, at one node; and goes.</summary>
    private void Burst()
    {
        foreach (var plan in world.Wish.OfTheCluster(View).Where(s => s.Workload is DynamicPlan).ToList())
        {
            var hosts = world.Nodes.Where(n => ClusterWish.MostOn(n, View, plan) > 0).ToList();
            var room = hosts.Sum(n => (long)ClusterWish.MostOn(n, View, plan));
            var full = Math.Min(ClusterWish.Number(View, plan), room);
            if (full > 0)
            {
                var recommended = ((DynamicPlan)plan.Workload).Recommended;
                world.Load.Set(hosts[world.Draw(hosts.Count)].Name, plan.Name, (int)full * recommended);
                var end = world.Time.Elapsed + FullWithin;
                while (world.Nodes.Sum(n => n.Serving(plan.Name)) < full && world.Time.Elapsed < end)
                {
                    world.Advance(Look);
                }

                var serving = world.Nodes.Sum(n => n.Serving(plan.Name));
                world.Rules.Check(
                    serving >= full, $"{FullWithin} after a burst {serving} of {plan.Name} serve; {full} are needed");
                ClusterRun.Settle(world);
                world.Nodes.ToList().ForEach(node => world.Load.Set(node.Name, plan.Name, 0));
                ClusterRun.Settle(world);
            }
        }
    }

    private bool FindRoomWithout(SimulatedNode node) =>
        world.Wish.OfTheCluster(View).All(s => ServedRule.FindsRoom(world, s, node));

    private void Drain(SimulatedNode node)
    {
        var served = new ServedRule(world, node);
        Ask(new ClusterProtocol.DrainNode(node.Name, Waits), () => served.Check("drained"));
        world.Rules.Check(node.Life!.Machine.Alive.Count == 0, $"{node.Name} is drained, and has processes");
    }

    private void Rebalance()
    {
        var services = world.Wish.OfTheCluster(View).Where(s => ClusterWish.Number(View, s) > 0).ToList();
        if (services.Count > 0 && world.Rules.Breach is null)
        {
            var plan = services[world.Draw(services.Count)];
            if (View.Assignment(plan.Name)!.Value.Missing > 0)
            {
                return; // It is not done before there is room.
            }

            Ask(new ClusterProtocol.Rebalance(plan.Name, Waits));
            ClusterRun.Settle(world);
            if (plan.Workload is ConstantPlan)
            {
                CheckSpread(plan);
            }
        }
    }

    /// <summary>No group has two more than another that could have more.</summary>
    private void CheckSpread(ServicePlan plan)
    {
        var groups = world.Nodes.Where(n => ClusterWish.MostOn(n, View, plan) > 0)
            .GroupBy(n => plan.Placement.Spread is { } label
                ? n.Labels.FirstOrDefault(l => l.Name == label)?.Value
                : n.Name)
            .Select(g => (
                g.Key,
                Has: g.Sum(n => n.Alive(plan.Name)),
                Most: g.Sum(n => (long)ClusterWish.MostOn(n, View, plan))))
            .ToList();
        foreach (var full in groups)
        {
            var other = groups.Find(g => g.Has + 1 < full.Has && g.Has < g.Most);
            world.Rules.Check(
                other.Most == 0,
                $"{plan.Name} is rebalanced, and {full.Has} are in {full.Key}, {other.Has} in {other.Key}");
        }
    }

    private Dictionary<(string Service, string Node), int> Goals() => View.Assignments
        .SelectMany(a => a.Value.Value.Nodes.Select(s => (Key: (a.Key, s.Node), s.Goal)))
        .ToDictionary(s => s.Key, s => s.Goal);

    private void Ask(AdminProtocol.Request request, Action? meanwhile = null)
    {
        if (world.Rules.Breach is not null)
        {
            return;
        }

        var order = world.Ask(world.Nodes[world.Draw(world.Nodes.Count)], request);
        while (order.Answers == 0 && world.Rules.Breach is null)
        {
            meanwhile?.Invoke();
            world.Advance(Look);
            world.Load.Follow();
            world.Rules.Look();
        }

        world.Rules.Check(order.IsDone || order.Answers == 0, $"in peace {request} is answered {order.Reply}");
    }
}
