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
    private static readonly AdminProtocol.Patience Waits = new(true, TimeSpan.FromMinutes(1));

    private ClusterView View => world.Truth.View;

    public void Do()
    {
        foreach (var node in world.Nodes.Where(n => View.Drains.ContainsKey(n.Name)))
        {
            Ask(new ClusterProtocol.UndrainNode(node.Name, Waits));
        }

        ClusterRun.Settle(world);
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
                Goals().GetValueOrDefault((service, on)) >= goal, $"{gone.Name} has come back, and {service} was taken away from {on}");
        }

        Rebalance();
    }

    private bool FindRoomWithout(SimulatedNode node) => world.Wish.OfTheCluster(View).All(s =>
        world.Nodes.Where(n => n != node).Sum(n => (long)ClusterWish.MostOn(n, View, s)) >= ClusterWish.Number(View, s));

    private void Drain(SimulatedNode node)
    {
        // So many have room on the others; from the first moment on they serve, and at no moment fewer.
        var least = world.Wish.OfTheCluster(View).ToDictionary(s => s.Name, s => Math.Min(
            Needed(s), world.Nodes.Where(n => n != node).Sum(n => (long)ClusterWish.MostOn(n, View, s))));
        Ask(new ClusterProtocol.DrainNode(node.Name, Waits), () =>
        {
            foreach (var (service, number) in least.OrderBy(s => s.Key, StringComparer.Ordinal))
            {
                var serving = world.Nodes.Sum(n => n.Serving(service));
                world.Rules.Check(
                    serving >= number, $"{node.Name} is drained, and {serving} of {service} serve; {number} can all the while");
            }
        });
        world.Rules.Check(node.Life!.Machine.Alive.Count == 0, $"{node.Name} is drained, and has processes");
    }

    /// <summary>So many are not missed for a moment: of a dynamic service, as many as its jobs need.</summary>
    private int Needed(ServicePlan plan)
    {
        var number = ClusterWish.Number(View, plan);
        if (number == 0 || plan.Workload is not DynamicPlan dynamic)
        {
            return number;
        }

        // At the most that is allowed there is no room for one that is ready first.
        var needed = (world.Load.Of(plan.Name) + dynamic.Recommended - 1) / dynamic.Recommended;
        return Math.Min(needed, number - 1);
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
            .GroupBy(n => plan.Placement.Spread is { } label ? n.Labels.FirstOrDefault(l => l.Name == label)?.Value : n.Name)
            .Select(g => (g.Key, Has: g.Sum(n => n.Alive(plan.Name)), Most: g.Sum(n => (long)ClusterWish.MostOn(n, View, plan))))
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
        .SelectMany(a => a.Value.Value.Nodes.Select(s => (Key: (a.Key, s.Node), s.Goal))).ToDictionary(s => s.Key, s => s.Goal);

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
