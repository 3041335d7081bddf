using ControlPlane.Contracts.Statuses;
using ControlPlane.Node.Cluster.Keys;
using ControlPlane.Node.Cluster.Placement;
using ControlPlane.Node.Cluster.View;

namespace ControlPlane.Node.Tests.Cluster.View;

public sealed class NodeListSpec
{
    private readonly Views _views = new();

    private IReadOnlyList<NodeStatus> List => NodeList.Of(_views.View, _ => NodeState.Up);

    [Fact]
    public void Nodes_that_are_gone_are_shown_too_by_name()
    {
        _views.Node("n2").Node("n1").Delete(Views.Keys.Node("n2"));
        Assert.Equal(["n1", "n2"], List.Select(n => n.Node));
    }

    [Fact]
    public void Only_who_holds_the_leaders_key_leads()
    {
        _views.Node("n1").Node("n2").Leads("n2");
        Assert.Equal("n2", Assert.Single(List, n => n.Leader).Node);
        _views.Put(Views.Keys.Leader, new LeaderRecord("n2", Guid.NewGuid()));
        Assert.DoesNotContain(List, n => n.Leader);
    }

    [Fact]
    public void A_service_that_is_configured_otherwise_elsewhere_is_named_on_each_node_that_has_it()
    {
        _views.Node("n1").Node("n2").Node("n3")
            .Reports("n1", new ServiceReport("web", "aa"), new ServiceReport("api", "cc"))
            .Reports("n2", new ServiceReport("web", "bb"))
            .Reports("n3", new ServiceReport("api", "cc"));
        Assert.Equal(["web"], NodeList.ServicesThatDiffer(_views.View));
        Assert.Equal(
            ["configured otherwise than on other nodes: web", "configured otherwise than on other nodes: web", ""],
            List.Select(n => n.Detail));
    }

    [Fact]
    public void A_node_whose_file_lacks_what_the_cluster_places_says_so()
    {
        _views.Node("n1").Node("n2").Node("n3").Reports("n1").Reports("n2").Reports("n3")
            .File("n1", Views.Service("web", 1), Views.Service("own", 1, PlacementScope.Node))
            .File("n2", Views.Service("api", 1), Views.Service("web", 1));
        Assert.Equal(["its file lacks what others have for the cluster: api", "", ""], List.Select(n => n.Detail));
        _views.Applied(1);
        Assert.All(List, n => Assert.Empty(n.Detail));
    }

    [Fact]
    public void A_node_that_refuses_the_configuration_says_why()
    {
        _views.Node("n1").Applied(3)
            .Put(Views.Keys.Status("n1"), new NodeReport([], 0, 2, "no such user"));
        Assert.Equal("refuses version 3 of the configuration: no such user", List[0].Detail);
        _views.Put(Views.Keys.Status("n1"), new NodeReport([], 0, 2, "no such user", ConfigRefused: 3));
        Assert.Equal("refuses version 3 of the configuration: no such user", List[0].Detail);
        _views.Put(Views.Keys.Status("n1"), new NodeReport([], 0, 1, "no such user", ConfigRefused: 2));
        Assert.Empty(List[0].Detail);
    }

    [Fact]
    public void What_people_have_said_and_etcd_does_not_say_any_more_is_shown_where_it_counts()
    {
        _views.Node("n1").Node("n2").Reports("n1", new ServiceReport("web", "aa")).Reports("n2").Applied(3)
            .Put(Views.Keys.Service("web"), new DesiredService(Enabled: false))
            .Delete(Views.Keys.CurrentConfig).Put(Views.Keys.Version(3), "?").Put(Views.Keys.Service("web"), "?");
        const string Configuration = "config/current is gone, and version 3 counts; "
            + "config/versions/3 cannot be read, and what was known of it counts";
        Assert.Equal(
            [$"{Configuration}; services/web cannot be read, and what was known of it counts", Configuration],
            List.Select(n => n.Detail));
    }

    [Fact]
    public void Of_a_node_that_reports_nothing_the_number_of_containers_is_not_known()
    {
        _views.Node("n1").Node("n2").Reports("n2", new ServiceReport("web", "aa", Containers: 2));
        Assert.Equal([null, 2], List.Select(n => n.Containers));
    }
}
