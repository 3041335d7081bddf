using ControlPlane.Node.Cluster.Leading;
using ControlPlane.Node.Cluster.Placement;
using ControlPlane.Node.Tests.Cluster.View;

namespace ControlPlane.Node.Tests.Cluster.Leading;

public sealed class NodeFilesSpec
{
    private readonly Views _views = new();

    [Fact]
    public void They_are_put_together_anew_only_when_a_file_or_a_node_has_changed()
    {
        _views.Node("n1").File("n1", Views.Service("web", 1));
        var files = NodeFiles.Of(_views.View);
        _views.Reports("n1").Leads("n1");
        Assert.Same(files, NodeFiles.Of(_views.View, files));
        _views.File("n1", Views.Service("web", 2));
        Assert.NotSame(files, NodeFiles.Of(_views.View, files));
    }

    [Fact]
    public void A_file_of_nobody_does_not_count()
    {
        _views.File("n1", Views.Service("web", 1));
        Assert.Empty(NodeFiles.Of(_views.View).OfTheCluster);
        _views.Node("n1");
        Assert.Single(NodeFiles.Of(_views.View).OfTheCluster);
    }

    [Fact]
    public void Nodes_with_the_same_file_have_one_and_each_of_them_counts()
    {
        foreach (var (node, threads) in new[] { ("n1", 1), ("n2", 2), ("n3", 2), ("n4", 1), ("n5", 2) })
        {
            _views.Node(node).File(node, Views.Service("web", threads), Views.Service(node == "n5" ? "b" : "a", 1));
        }

        var files = NodeFiles.Of(_views.View);
        Assert.Same(files.On("n2"), files.On("n3"));
        Assert.NotSame(files.On("n3"), files.On("n5"));
        Assert.Equal(2, files.OfTheCluster["web"].Workload.FirstCount);
        Assert.Equal(["a", "b", "web"], files.OfTheCluster.Keys);
    }

    [Fact]
    public void What_a_node_has_for_itself_is_its_own()
    {
        _views.Node("n1").Node("n2")
            .File("n1", Views.Service("own", 1, PlacementScope.Node), Views.Service("web", 1))
            .File("n2", Views.Service("own", 2, PlacementScope.Node));
        var files = NodeFiles.Of(_views.View);
        Assert.Equal(2, files.On("n2")!.Local.Single().Workload.FirstCount);
        Assert.Equal(1, files.OfNodes["own"].Workload.FirstCount);
        Assert.Null(files.On("n3"));
    }
}
