using ControlPlane.Contracts.Statuses;
using ControlPlane.Node.Cluster.Keys;
using ControlPlane.Node.Cluster.View;

namespace ControlPlane.Node.Tests.Cluster.View;

public sealed class PresenceSpec
{
    private readonly Views _views = new();
    private readonly Presence _presence = new(TimeSpan.FromSeconds(2));

    private NodeState State(string node, double now)
    {
        _presence.Look(_views.View, At(now));
        return _presence.StateOf(node, _views.View, At(now));
    }

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);

    [Fact]
    public void A_node_that_is_registered_is_what_it_says_of_itself()
    {
        _views.Node("n1").Node("n2", NodeState.Joining);
        Assert.Equal(NodeState.Up, State("n1", 0));
        Assert.Equal(NodeState.Joining, State("n2", 0));
    }

    [Fact]
    public void A_node_that_is_drained_is_draining()
    {
        _views.Node("n1").Put(Views.Keys.Drain("n1"), new NodeDrain("me"));
        Assert.Equal(NodeState.Draining, State("n1", 0));
    }

    [Fact]
    public void A_node_whose_lease_has_ended_is_unreachable_for_the_grace_and_then_gone()
    {
        _views.Node("n1").Delete(Views.Keys.Node("n1"));
        Assert.Equal(NodeState.Unreachable, State("n1", 10));
        Assert.Equal(At(12), _presence.NextGone(At(10)));
        Assert.Equal(NodeState.Unreachable, State("n1", 11.9));
        Assert.Equal(NodeState.Gone, State("n1", 12));
        Assert.Null(_presence.NextGone(At(12)));
    }

    [Fact]
    public void A_node_that_comes_back_begins_anew()
    {
        _views.Node("n1").Delete(Views.Keys.Node("n1"));
        Assert.Equal(NodeState.Unreachable, State("n1", 10));
        _views.Node("n1");
        Assert.Equal(NodeState.Up, State("n1", 11));
        _views.Delete(Views.Keys.Node("n1"));
        Assert.Equal(NodeState.Unreachable, State("n1", 11.5));
        Assert.Equal(NodeState.Unreachable, State("n1", 13));
    }

    [Fact]
    public void Whoever_was_away_itself_counts_the_absence_of_others_from_when_it_is_back()
    {
        _views.Node("n1").Delete(Views.Keys.Node("n1"));
        Assert.Equal(NodeState.Unreachable, State("n1", 10));
        _presence.Forget();
        Assert.Equal(NodeState.Unreachable, State("n1", 13));
        Assert.Equal(NodeState.Gone, State("n1", 15));
    }
}
