using ControlPlane.Contracts.Statuses;
using ControlPlane.Node.Cluster.Agent;
using ControlPlane.Node.Cluster.Keys;
using ControlPlane.Node.Cluster.Leading;
using ControlPlane.Node.Cluster.Placement;
using ControlPlane.Node.Services;
using ControlPlane.Node.Tests.Cluster.View;

namespace ControlPlane.Node.Tests.Cluster.Agent;

public sealed class HandOverSpec
{
    private static readonly ServiceReport Web = new("web", "d", Containers: 2);

    private readonly ServicePlan _web = Views.Service("web", 4);
    private readonly Views _views = new Views().Node("n1", NodeState.Draining).Node("n2").Leads("n2");

    [Fact]
    public void What_the_leader_has_placed_here_is_left_until_it_is_assigned_elsewhere_and_has_gone()
    {
        Assigned(new NodeShare("n1", 3, 3), new NodeShare("n2", 1, 1));
        Assert.Equal(new HandOver(Prospect.Good, 3, "3 of web", ""), Of(Web));
        Assigned(new NodeShare("n1", 0, 0), new NodeShare("n2", 4, 4));
        Assert.Equal(new HandOver(Prospect.Good, 2, "2 of web", ""), Of(Web));
        Assert.Equal(new HandOver(Prospect.Done, 0, "", ""), Of());
    }

    [Fact]
    public void What_runs_on_every_node_is_not_handed_over() =>
        Assert.Equal(Prospect.Done, Of(new ServiceReport("agent", "d", Containers: 1)).Prospect);

    [Fact]
    public void With_nothing_to_hand_over_nobody_is_needed()
    {
        _views.Delete(Views.Keys.Node("n2")).Delete(Views.Keys.Leader);
        Assert.Equal((Prospect.Done, ""), (Of().Prospect, Of().Why));
    }

    [Fact]
    public void When_nobody_hears_of_it_nobody_takes_over()
    {
        var now = Of("etcd does not answer (refused)", Web);
        Assert.Equal((Prospect.Nobody, "etcd does not answer (refused)"), (now.Prospect, now.Why));
    }

    [Theory]
    [InlineData(NodeState.Up, Prospect.Good)]
    [InlineData(NodeState.Joining, Prospect.Good)]
    [InlineData(NodeState.Draining, Prospect.Nobody)]
    public void Somebody_has_to_be_up_or_to_come(NodeState other, object prospect) =>
        Assert.Equal(prospect, With(other).Prospect);

    [Fact]
    public void Without_a_leader_nobody_decides()
    {
        _views.Delete(Views.Keys.Leader);
        Assert.Equal((Prospect.Leaderless, "nobody leads"), (Of(Web).Prospect, Of(Web).Why));
    }

    [Fact]
    public void What_finds_no_place_elsewhere_has_no_room()
    {
        Assigned(new NodeShare("n1", 2, 2), new NodeShare("n2", 2, 2));
        _views.Reports("n2", Web);
        Assert.True(FindsRoom());
        var limited = _web with { Placement = _web.Placement with { MaxPerNode = 2 } };
        Assert.False(FindsRoom(limited));
        _views.Node("n3", NodeState.Joining);
        Assert.True(FindsRoom(limited));
    }

    private HandOver With(NodeState other)
    {
        _views.Node("n2", other);
        return Of(Web);
    }

    private void Assigned(params NodeShare[] shares) =>
        _views.Put(Views.Keys.Assignment("web"), new Assignment(_views.View.Leader!.Created, 0, [.. shares]));

    private HandOver Of(params ServiceReport[] reports) => Of(null, reports);

    private HandOver Of(string? silence, params ServiceReport[] reports) =>
        HandOver.Of("n1", Services(), Report(reports), _views.View, StateOf, silence);

    private bool FindsRoom(ServicePlan? web = null) => HandOver.FindsRoom(
        "n1", Services(web), Report(Web),
        new DecisionGround(_views.View, [.. Services(web).Select(ClusterService.Of)], StateOf, null));

    private NodeState StateOf(string node) =>
        _views.View.Nodes.TryGetValue(node, out var known) ? known.Value.State : NodeState.Gone;

    private ServicePlan[] Services(ServicePlan? web = null) =>
        [web ?? _web, Views.Service("agent", 1, PlacementScope.Node)];

    private static NodeReport Report(params ServiceReport[] reports) =>
        new([.. reports], reports.Sum(r => r.Containers));
}
