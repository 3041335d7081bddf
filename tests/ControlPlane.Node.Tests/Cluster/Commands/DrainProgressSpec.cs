using ControlPlane.Contracts.Statuses;
using ControlPlane.Node.Cluster;
using ControlPlane.Node.Cluster.Commands;
using ControlPlane.Node.Cluster.Keys;
using ControlPlane.Node.Controller.Configuration;
using ControlPlane.Node.Tests.Cluster.View;

namespace ControlPlane.Node.Tests.Cluster.Commands;

public sealed class DrainProgressSpec
{
    private readonly Views _views = new Views().Node("n1").Node("n2").Leads("n1");

    private string? Missing(NodeState state = NodeState.Draining) => DrainProgress.Missing(Standing(state), "n2");

    private MembershipProtocol.Standing Standing(NodeState state = NodeState.Draining) =>
        new(_views.View, _ => state, null!);

    private void Assign(string service, params NodeShare[] shares) => _views.Put(
        Views.Keys.Assignment(service), new Assignment(_views.View.Epochs.Max, 0, ValueList.From(shares)));

    [Fact]
    public void What_finds_no_place_elsewhere_is_named_apart_from_what_is_on_its_way()
    {
        Assign("api", new NodeShare("n2", 1, 1, Target: 0));
        Assign("web", new NodeShare("n1", 2, 2), new NodeShare("n2", 2, 2));
        _views.Reports("n2", new ServiceReport("web", "aa", Containers: 2));
        Assert.Equal(
            "2 of web find no place elsewhere (why: cplane placement web); api are not ready elsewhere yet", Missing());
    }

    [Fact]
    public void What_is_the_clusters_goes_first_and_then_what_runs_on_every_node()
    {
        Assign("web", new NodeShare("n1", 2, 2));
        _views.Reports("n2", new ServiceReport("agent", "aa", Containers: 1), new ServiceReport("web", "aa"));
        Assert.Equal("n2 still has 1 of agent", Missing());
        _views.Reports("n2", new ServiceReport("agent", "aa"), new ServiceReport("web", "aa"));
        Assert.Null(Missing());
    }

    [Fact]
    public void Of_a_node_that_is_silent_nothing_is_known()
    {
        _views.Reports("n2").Delete(Views.Keys.Node("n2"));
        Assert.Equal(
            "n2 is silent: it is marked as drained, and whether its containers run is not known",
            Missing(NodeState.Unreachable));
        Assert.False(DrainProgress.IsGone(Standing(NodeState.Unreachable), "n2"));
        Assert.True(DrainProgress.IsGone(Standing(NodeState.Gone), "n2"));
    }

    [Fact]
    public void One_that_has_left_by_itself_has_nothing()
    {
        _views.Delete(Views.Keys.Node("n2")).Delete(Views.Keys.Member("n2"));
        Assert.Null(Missing(NodeState.Gone));
        Assert.False(DrainProgress.IsGone(Standing(NodeState.Gone), "n2"));
    }
}
