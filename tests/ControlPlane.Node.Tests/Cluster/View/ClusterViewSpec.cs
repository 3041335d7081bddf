using ControlPlane.Node.Cluster.Keys;

namespace ControlPlane.Node.Tests.Cluster.View;

public sealed class ClusterViewSpec
{
    private readonly Views _views = new();

    private (DesiredService Value, long Modified) Web => _views.View.Desired("web");

    [Fact]
    public void Of_what_is_wanted_of_one_service_and_of_all_the_last_restart_counts()
    {
        Assert.Equal((new DesiredService(), 0), Web);
        _views.Put(Views.Keys.Service("web"), new DesiredService(Enabled: false, Generation: 3, Rolling: true));
        _views.Put(Views.Keys.Overall, new OverallWish(Generation: 4, Rolling: false));
        Assert.Equal((new DesiredService(Enabled: false, Generation: 4, Rolling: false), 3), Web);
        _views.Put(Views.Keys.Service("web"), new DesiredService(Generation: 5, Rolling: true));
        Assert.Equal((new DesiredService(Generation: 5, Rolling: true), 4), Web);
        _views.Put(Views.Keys.Overall, new OverallWish(4, false, [new ServiceRestart("web", 6)]));
        Assert.Equal((new DesiredService(Generation: 6, Rolling: true), 5), Web);
        Assert.Equal(4, _views.View.Desired("api").Value.Generation);
    }

    [Fact]
    public void A_number_that_was_set_by_hand_counts_until_all_are_forgotten()
    {
        _views.Put(Views.Keys.Service("web"), new DesiredService(Scale: 7));
        _views.Put(Views.Keys.Overall, new OverallWish(Unscaled: 1));
        Assert.Equal(7, Web.Value.Scale);
        _views.Put(Views.Keys.Overall, new OverallWish(Unscales: true));
        Assert.Null(Web.Value.Scale);
        _views.Put(Views.Keys.Overall, new OverallWish(Generation: 1, Unscaled: 4));
        Assert.Null(Web.Value.Scale);
        _views.Put(Views.Keys.Service("web"), new DesiredService(Scale: 8));
        Assert.Equal(8, Web.Value.Scale);
    }

    [Fact]
    public void The_next_restart_is_beyond_all_that_nodes_may_have_seen()
    {
        Assert.Equal((1, 1), (_views.View.NextGeneration("web"), _views.View.NextGeneration()));
        _views.Put(Views.Keys.Service("web"), new DesiredService(Generation: 2));
        _views.Put(Views.Keys.Assignment("api"), new Assignment(1, 0, [new NodeShare("n1", 1, 1, Generation: 6)]));
        Assert.Equal((3, 7), (_views.View.NextGeneration("web"), _views.View.NextGeneration()));
        _views.Put(Views.Keys.Assignment("web"), new Assignment(1, 0, [new NodeShare("n1", 1, 1, Generation: 3)]));
        Assert.Equal(4, _views.View.NextGeneration("web"));
        _views.Reports("n1", new ServiceReport("web", "d", Generation: 8));
        Assert.Equal((9, 9), (_views.View.NextGeneration("web"), _views.View.NextGeneration()));
        _views.Put(Views.Keys.Overall, new OverallWish(Replaced: [new ServiceRestart("web", 11)]));
        Assert.Equal((12, 12), (_views.View.NextGeneration("web"), _views.View.NextGeneration()));
    }

    [Fact]
    public void What_is_wanted_of_all_counts_on_where_its_key_is_damaged_or_gone()
    {
        _views.Put(Views.Keys.Overall, new OverallWish(Generation: 4)).Put(Views.Keys.Overall, "oops");
        Assert.Equal(4, Web.Value.Generation);
        Assert.Contains(
            _views.Complaints,
            c => c.Key == Views.Keys.Overall && c.Problem.Contains("counts on", StringComparison.Ordinal));
        _views.Delete(Views.Keys.Overall);
        Assert.Equal(4, Web.Value.Generation);
        _views.Put(Views.Keys.Overall, new OverallWish(Generation: 5));
        Assert.Equal(5, Web.Value.Generation);
        Assert.Empty(_views.View.Damaged);
    }
}
