using ControlPlane.Contracts.Admin;
using ControlPlane.Contracts.Statuses;
using ControlPlane.Node.Cluster;
using Xunit.Abstractions;

namespace ControlPlane.Node.Tests.Simulation.Cluster;

public sealed class QuietClusterSpec(ITestOutputHelper output) : IDisposable
{
    private static readonly AdminProtocol.Patience Waits = AdminProtocol.Patience.Default;

    private readonly StringWriter _log = new();

    public void Dispose() => output.WriteLine(_log.ToString());

    [Fact]
    public void Three_nodes_join_one_leads_and_everything_runs()
    {
        using var world = Begun();
        var nodes = Answer<ClusterProtocol.Nodes>(world, 2, new ClusterProtocol.ListNodes());
        Assert.Equal(3, nodes.Items.Count);
        Assert.All(nodes.Items, node => Assert.Equal(NodeState.Up, node.State));
        Assert.Single(nodes.Items, node => node.Leader);
        Assert.Equal(4, Running(world, "web"));
        Assert.Equal(3, Running(world, "api"));
        Assert.Equal(1, Running(world, "db"));
        Assert.Equal(6, Running(world, "every"));
        Assert.Equal(2, Running(world, "edge"));
    }

    [Fact]
    public void A_service_is_disabled_and_enabled_everywhere_from_any_node()
    {
        using var world = Begun();
        Done(world, 1, new AdminProtocol.Disable("web", Waits));
        Assert.Equal(0, Running(world, "web"));
        Done(world, 2, new AdminProtocol.Disable("every", Waits));
        Assert.Equal(0, Running(world, "every"));
        Done(world, 0, new AdminProtocol.Enable("web", Waits));
        Assert.Equal(4, Running(world, "web"));
        Done(world, 0, new AdminProtocol.Scale("web", 7, Waits));
        Assert.Equal(7, Running(world, "web"));
        Done(world, 1, new AdminProtocol.Restart("api", true, Waits));
        Assert.Equal(3, Running(world, "api"));
        Done(world, 1, new AdminProtocol.Restart("web", false, Waits));
        Assert.Equal(7, Running(world, "web"));
        Done(world, 1, new ClusterProtocol.DrainNode("n3", Waits));
        Assert.Empty(world.Node("n3").Life!.Machine.Alive);
        Assert.Equal(7, Running(world, "web"));
        Done(world, 2, new ClusterProtocol.UndrainNode("n3", Waits));
        Done(world, 2, new ClusterProtocol.Rebalance("web", Waits));
    }

    [Fact]
    public void The_log_says_who_is_away_and_where_the_leader_places_what_was_there()
    {
        using var world = Begun();
        var away = world.Nodes.First(node => node.Name != world.Truth.View.Leader!.Value.Node);
        away.Kill();
        world.Advance(TimeSpan.FromSeconds(10));
        string[] there = [.. world.Nodes.Where(node => node != away).Select(node => node.Name)];
        Assert.All(there, node =>
        {
            Assert.Equal(1, Said(node, $"cluster: node {away.Name} is up"));
            Assert.Equal(1, Said(node, $"cluster: node {away.Name} is unreachable: its lease has ended; "));
            Assert.Equal(1, Said(node, $"cluster: node {away.Name} is gone: "));
        });
        var goal = string.Join(", ", there.Select(node => $"{node}: 2"));
        Assert.Equal(1, there.Sum(node => Said(node, $"cluster: web is to be on {goal}")));
    }

    [Fact]
    public void A_node_that_cannot_tell_etcd_that_it_goes_says_so_and_goes()
    {
        using var world = Begun();
        world.Etcd.Stop();
        world.Ask(world.Nodes[2], new AdminProtocol.Shutdown());
        Assert.True(world.Becomes(() => world.Nodes[2].Life is null, TimeSpan.FromSeconds(4)));
        Assert.Equal(1, Said("n3", "cluster: leaves, and is not forgotten: n3: etcd: connection refused; "));
        Assert.Equal(1, Said("n3", "cluster: leaves, and its lease is not given back: n3: etcd: connection refused; "));
    }

    [Fact]
    public void A_node_does_not_stay_for_an_etcd_that_is_silent()
    {
        using var world = Begun();
        world.Etcd.Freeze();
        world.Ask(world.Nodes[2], new AdminProtocol.Shutdown());
        world.Ask(world.Nodes[2], new AdminProtocol.Shutdown()); // It does not wait for others to take over.
        Assert.True(world.Becomes(() => world.Nodes[2].Life is null, TimeSpan.FromSeconds(4)));
        Assert.Equal(1, Said("n3", "cluster: leaves, and etcd does not answer within 2 s; its lease ends by itself, "));
    }

    [Fact]
    public void A_decision_that_fails_is_made_again_though_nothing_else_happens()
    {
        var failures = 0;
        var real = ClusterDecisions.Real;
        using var world = Begun(new ClusterPlant(real with
        {
            Next = (ground, epoch, settled) => ground.GoneWithContainers().Any() && failures++ == 0
                ? throw new InvalidOperationException("planted")
                : real.Next(ground, epoch, settled),
        }));
        var leader = world.Truth.View.Leader!.Value.Node;
        world.Nodes.First(node => node.Name != leader).Kill();
        world.Advance(ClusterWorld.Lease + ClusterWorld.Grace + TimeSpan.FromSeconds(5));
        Assert.True(failures > 1);
        Assert.Equal(4, Running(world, "web"));
        Assert.Contains("planted", world.Rules.Breach, StringComparison.Ordinal);
    }

    private int Said(string node, string text) =>
        _log.ToString().Split('\n').Count(line => line.Contains($" {node} {text}", StringComparison.Ordinal));

    private static int Running(ClusterWorld world, string service) =>
        world.Nodes.Sum(node => node.Life?.Machine.Alive.Count(w => w.Container.Service == service) ?? 0);

    private ClusterWorld Begun(ClusterPlant? plant = null)
    {
        var world = new ClusterWorld(1, 3, _log, plant);
        foreach (var node in world.Nodes)
        {
            node.Start();
        }

        world.Advance(TimeSpan.FromSeconds(15));
        Assert.Null(world.Rules.Breach);
        return world;
    }

    private static void Done(ClusterWorld world, int node, AdminProtocol.Request request) =>
        Answer<AdminProtocol.Done>(world, node, request);

    private static T Answer<T>(ClusterWorld world, int node, AdminProtocol.Request request)
        where T : AdminProtocol.Reply
    {
        var order = world.Ask(world.Nodes[node], request);
        Assert.True(
            world.Becomes(() => order.Reply is not null, TimeSpan.FromMinutes(2)), $"{request} was not answered");
        return Assert.IsAssignableFrom<T>(order.Reply);
    }
}
