using ControlPlane.Node.Cluster.Keys;
using ControlPlane.Node.Cluster.View;

namespace ControlPlane.Node.Tests.Cluster.View;

public sealed class RecollectionSpec
{
    private readonly Views _views = new();

    private string Text => Recollection.Write(_views.View, Views.Keys, "test", "n1");

    private static ClusterMirror Recalled(string text)
    {
        var mirror = new ClusterMirror(Views.Keys, (key, problem) => Assert.Fail($"{key}: {problem}"));
        var (items, problem) = Recollection.Read(text, "test", "n1");
        Assert.Null(problem);
        mirror.Recall(items);
        return mirror;
    }

    [Fact]
    public void What_people_have_said_is_known_again_and_nothing_else()
    {
        _views.Node("n1").Leads("n1").Applied(1).Applied(2)
            .Put(Views.Keys.Service("web"), new DesiredService(Enabled: false, Generation: 3, Scale: 4))
            .Put(Views.Keys.Overall, new OverallWish(Generation: 2))
            .Put(Views.Keys.Drain("n1"), new NodeDrain("two\nlines")).Put(Views.Keys.Drain("n2"), new NodeDrain("me"));
        var view = Recalled(Text).View;
        Assert.Equal(_views.View.Configuration, view.Configuration);
        Assert.Equal(_views.View.Desired("web"), view.Desired("web"));
        Assert.Equal(_views.View.Overall, view.Overall! with { Created = _views.View.Overall!.Created });
        Assert.Equal("n1", Assert.Single(view.Drains).Key);
        Assert.Equal([2], view.Versions.Keys);
        Assert.Empty(view.Nodes);
        Assert.Equal(0, view.Revision);
    }

    [Fact]
    public void What_etcd_says_then_counts_and_what_it_does_not_say_stays()
    {
        _views.Applied(2).Put(Views.Keys.Service("web"), new DesiredService(Scale: 4))
            .Put(Views.Keys.Drain("n1"), new NodeDrain("me"));
        var mirror = new ClusterMirror(Views.Keys, (_, _) => { });
        mirror.Recall(Recollection.Read(Text, "test", "n1").Items);
        mirror.Load(new ControlPlane.Etcd.RangeReply(
            9, [Views.Item(Views.Keys.Service("web"), ClusterCodec.Encode(new DesiredService(Scale: 5)), 8)]));
        Assert.Equal(5, mirror.View.Desired("web").Value.Scale);
        Assert.Equal(2, mirror.View.ConfigNumber);
        Assert.Empty(mirror.View.Drains);
        Assert.Equal(0, mirror.View.Restores);
    }

    [Fact]
    public void A_store_that_was_restored_meanwhile_is_noticed()
    {
        var key = Views.Keys.Service("web");
        _views.Put(key, new DesiredService(Scale: 4)).Put(key, new DesiredService(Scale: 4));
        var mirror = Recalled(Text);
        mirror.Load(new ControlPlane.Etcd.RangeReply(
            9, [Views.Item(Views.Keys.Service("web"), ClusterCodec.Encode(new DesiredService()), 2)]));
        Assert.Equal(1, mirror.View.Restores);
    }

    [Theory]
    [InlineData("", "it begins with []")]
    [InlineData("cplane-cluster 2 test n1\nend\n", "expected [cplane-cluster 1 test n1]")]
    [InlineData("cplane-cluster 1 other n1\nend\n", "it begins with [cplane-cluster 1 other n1]")]
    [InlineData("cplane-cluster 1 test n1\n", "its end is missing")]
    [InlineData("cplane-cluster 1 test n1\n4 /cplane/test/config/current {}", "its end is missing")]
    [InlineData("cplane-cluster 1 test n1\nx y z\nend\n", "a line of it is no key: [x y z]")]
    public void What_is_not_whole_or_of_somebody_else_is_not_used(string text, string problem)
    {
        var (items, found) = Recollection.Read(text, "test", "n1");
        Assert.Empty(items);
        Assert.Contains(problem, found, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_value_is_reported_and_the_rest_counts()
    {
        var mirror = new ClusterMirror(Views.Keys, (key, _) => Assert.Equal(Views.Keys.Service("api"), key));
        mirror.Recall(Recollection.Read(
            $"cplane-cluster 1 test n1\n4 {Views.Keys.Service("api")} oops\n"
            + $"5 {Views.Keys.Service("web")} {{\"v\":1,\"scale\":3}}\nend\n",
            "test", "n1").Items);
        Assert.Equal(3, mirror.View.Desired("web").Value.Scale);
        Assert.Null(mirror.View.Desired("api").Value.Scale);
    }
}
