using ControlPlane.Contracts.Admin;
using ControlPlane.Contracts.Statuses;

namespace ControlPlane.Node.Tests.Cluster.Commands;

public sealed class NodeCallSpec : IDisposable
{
    private readonly CalmCluster _cluster = new();

    public void Dispose() => _cluster.Dispose();

    private NodeState? StateOf(string node) => _cluster
        .Answer<ClusterProtocol.Nodes>(0, new ClusterProtocol.ListNodes())
        .Items.FirstOrDefault(n => n.Node == node)?.State;

    [Theory]
    [InlineData(0)]
    [InlineData(30)]
    public void Of_a_node_that_is_dead_nobody_says_that_it_has_no_containers(int secondsDead)
    {
        _cluster.World.Node("n3").Kill();
        _cluster.World.Advance(TimeSpan.FromSeconds(secondsDead));
        var refused = _cluster.Refused(0, new ClusterProtocol.DrainNode("n3", CalmCluster.Waits));
        Assert.Equal(Refusal.NotInTime, refused.Why);
        Assert.Equal(
            "n3 is gone: it is marked as drained, and whether its containers run is not known.", refused.Error);
        Assert.Contains("cplane forget n3", refused.Hint);
    }

    [Fact]
    public void A_node_that_was_silent_for_a_moment_is_drained_when_it_is_back()
    {
        _cluster.World.Node("n3").Kill();
        _cluster.World.Advance(TimeSpan.FromSeconds(4));
        var order = _cluster.World.Ask(_cluster.World.Nodes[0], new ClusterProtocol.DrainNode("n3", CalmCluster.Waits));
        _cluster.World.Node("n3").Start();
        Assert.True(_cluster.World.Becomes(() => order.Reply is not null, TimeSpan.FromMinutes(2)));
        Assert.IsType<AdminProtocol.Done>(order.Reply);
        Assert.Empty(_cluster.World.Node("n3").Life!.Machine.Alive);
    }

    [Fact]
    public void A_node_that_is_gone_can_be_forgotten_with_its_mark()
    {
        Assert.StartsWith("n3 is there;", Forget());
        _cluster.World.Node("n3").Kill();
        _cluster.World.Advance(TimeSpan.FromSeconds(5.5));
        Assert.Equal(NodeState.Unreachable, StateOf("n3"));
        Assert.StartsWith("n3 is unreachable", Forget());
        _cluster.World.Advance(TimeSpan.FromSeconds(5));
        _cluster.Refused(1, new ClusterProtocol.DrainNode("n3", CalmCluster.Waits));
        Assert.Equal("n3 is forgotten", Forget());
        Assert.Null(StateOf("n3"));
        Assert.Empty(_cluster.World.Truth.View.Drains);
        Assert.Equal("There is no node [n3].", Forget(out var why));
        Assert.Equal(Refusal.Unknown, why);
        _cluster.World.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(4, _cluster.Running("web"));

        _cluster.World.Node("n3").Start();
        _cluster.World.Advance(TimeSpan.FromSeconds(15));
        Assert.Equal(NodeState.Up, StateOf("n3"));
    }

    [Fact]
    public void A_mark_that_is_left_of_a_node_that_has_left_can_be_taken_away()
    {
        _cluster.Done(0, new ClusterProtocol.DrainNode("n3", CalmCluster.Waits));
        _cluster.Done(2, new AdminProtocol.Shutdown());
        _cluster.World.Advance(TimeSpan.FromSeconds(15));
        Assert.Null(StateOf("n3"));
        Assert.Equal(
            "There is no node [n3].", _cluster.Refused(0, new ClusterProtocol.DrainNode("n3", CalmCluster.Waits)).Error);
        _cluster.Done(0, new ClusterProtocol.UndrainNode("n3", CalmCluster.Waits));
        Assert.Empty(_cluster.World.Truth.View.Drains);
        _cluster.Refused(0, new ClusterProtocol.UndrainNode("n3", CalmCluster.Waits));
    }

    private string Forget() => Forget(out _);

    private string Forget(out Refusal? why)
    {
        var reply = _cluster.Answer<AdminProtocol.Reply>(0, new ClusterProtocol.ForgetNode("n3", CalmCluster.Waits));
        why = (reply as AdminProtocol.Refused)?.Why;
        return (reply as AdminProtocol.Refused)?.Error ?? ((AdminProtocol.Done)reply).Text;
    }
}
