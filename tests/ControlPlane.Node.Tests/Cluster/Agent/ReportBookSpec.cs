using ControlPlane.Node.Cluster;
using ControlPlane.Node.Cluster.Agent;
using ControlPlane.Node.Workload;

namespace ControlPlane.Node.Tests.Cluster.Agent;

public sealed class ReportBookSpec
{
    private readonly ReportBook _book = new();

    private void Hear(string service, int containers, int ready = 0, long revision = 0) =>
        _book.Hear(new ClusterNews.OfService(service, containers, containers, ready, 0, 1, revision));

    [Fact]
    public void Services_are_reported_by_name_with_their_digests_and_figures()
    {
        _book.Arrange([("web", "aa"), ("api", "bb")]);
        Hear("web", 2, 1, 7);
        Assert.Equal(["api", "web"], _book.Write(3, null).Services.Select(s => s.Service));
        var web = _book.Of("web")!;
        Assert.Equal(("aa", 2, 1, 7L), (web.Digest, web.Containers, web.Ready, web.Revision));
        Assert.Equal((2, 3), (_book.Write(3, null).Containers, _book.Write(3, null).Config));
    }

    [Fact]
    public void A_number_grows_with_each_change_and_with_nothing_else()
    {
        _book.Arrange([("web", "aa")]);
        Hear("web", 2);
        var before = _book.Of("web")!.Seq;
        Hear("web", 2);
        _book.Arrange([("web", "aa")]);
        Assert.Equal(before, _book.Of("web")!.Seq);
        Hear("web", 3);
        Assert.Equal(before + 1, _book.Of("web")!.Seq);
    }

    [Fact]
    public void That_an_assignment_is_followed_is_no_change_of_the_figures()
    {
        _book.Arrange([("web", "aa")]);
        Hear("web", 2, revision: 3);
        var before = _book.Of("web")!;
        Hear("web", 2, revision: 4);
        Assert.Equal(before with { Revision = 4 }, _book.Of("web"));
    }

    [Fact]
    public void Who_waits_is_reported_also_where_nothing_follows_the_load()
    {
        _book.Arrange([("web", "aa")]);
        var figures = new WorkloadFigures(new DynamicPlan(4, 2, 1, 3, 9, TimeSpan.FromSeconds(1)), 3, 1, 0, 0, 0, 5);
        _book.Hear(new ClusterNews.OfLoad("web", figures, 2), allowed: 3);
        Assert.Equal((3, 1, 3L, 2L, 4L), Load());
        _book.Hear(new ClusterNews.OfLoad("web", null, 2), allowed: 3);
        Assert.Equal((3, 0, 0L, 2L, 0L), Load());

        (int Wanted, int Marked, long Used, long Queued, long Capacity) Load() =>
            _book.Of("web") is { } r ? (r.Wanted, r.Marked, r.Used, r.Queued, r.Capacity) : default;
    }

    [Fact]
    public void A_service_that_is_in_no_configuration_any_more_is_reported_until_nothing_is_left_of_it()
    {
        _book.Arrange([("web", "aa")]);
        Hear("web", 2);
        _book.Arrange([]);
        Assert.Equal(("", 2), (_book.Of("web")!.Digest, _book.Of("web")!.Containers));
        Hear("web", 0);
        Assert.Null(_book.Of("web"));
        Assert.Empty(_book.Write(null, null).Services);
    }
}
