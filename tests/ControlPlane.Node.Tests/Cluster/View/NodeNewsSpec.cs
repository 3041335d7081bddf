using ControlPlane.Contracts.Statuses;
using ControlPlane.Node.Cluster.View;

namespace ControlPlane.Node.Tests.Cluster.View;

public sealed class NodeNewsSpec
{
    private readonly Views _views = new();
    private readonly NodeNews _news = new("n1");
    private readonly SortedDictionary<string, NodeState> _states = new(StringComparer.Ordinal);

    private void Becomes(string node, NodeState state)
    {
        _states[node] = state;
        _views.Node(node);
    }

    private string Look() => string.Join(", ", _news
        .Look(_views.View, node => _states.GetValueOrDefault(node, NodeState.Up))
        .Select(news => $"{news.Node} {news.State?.ToString() ?? "left"}"));

    [Fact]
    public void At_first_only_those_that_are_not_there_are_news()
    {
        _views.Node("n2").Node("n3");
        Becomes("n4", NodeState.Unreachable);
        Assert.Equal("n4 Unreachable", Look());
    }

    [Fact]
    public void Each_change_is_said_once()
    {
        _views.Node("n2");
        Assert.Equal("", Look());
        Becomes("n2", NodeState.Unreachable);
        Assert.Equal("n2 Unreachable", Look());
        Assert.Equal("", Look());
        _states["n2"] = NodeState.Gone; // By the clock alone: nothing is heard of it.
        Assert.Equal("n2 Gone", Look());
        Becomes("n2", NodeState.Up);
        Assert.Equal("n2 Up", Look());
        Assert.Equal("", Look());
    }

    [Fact]
    public void A_node_that_is_new_is_said()
    {
        Assert.Equal("", Look());
        _views.Node("n2");
        Assert.Equal("n2 Up", Look());
    }

    [Fact]
    public void A_node_that_takes_its_name_back_has_left()
    {
        _views.Node("n2");
        Assert.Equal("", Look());
        _views.Delete(Views.Keys.Node("n2")).Delete(Views.Keys.Member("n2"));
        Assert.Equal("n2 left", Look());
        Assert.Equal("", Look());
    }

    [Fact]
    public void Of_itself_it_says_nothing()
    {
        Becomes("n1", NodeState.Gone);
        Assert.Equal("", Look());
    }

    [Fact]
    public void Whoever_was_away_itself_begins_anew()
    {
        _views.Node("n2");
        Becomes("n3", NodeState.Gone);
        Assert.Equal("n3 Gone", Look());
        _news.Forget();
        Assert.Equal("n3 Gone", Look());
    }
}
