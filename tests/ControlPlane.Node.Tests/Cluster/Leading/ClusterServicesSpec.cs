using ControlPlane.Contracts.Admin;
using ControlPlane.Contracts.Statuses;
using ControlPlane.Node.Cluster.Keys;
using ControlPlane.Node.Cluster.Leading;
using ControlPlane.Node.Cluster.Placement;
using ControlPlane.Node.Services;
using ControlPlane.Node.Tests.Cluster.View;
using ControlPlane.Node.Workload;

namespace ControlPlane.Node.Tests.Cluster.Leading;

public sealed class ClusterServicesSpec
{
    private readonly Views _views = new();
    private readonly HashSet<string> _unreachable = [];

    public ClusterServicesSpec() => _views.Node("n1").Node("n2").Node("n3").Leads("n1");

    private NodeState StateOf(string node) => _unreachable.Contains(node) ? NodeState.Unreachable
        : _views.View.Nodes.ContainsKey(node) ? NodeState.Up : NodeState.Gone;

    private ClusterServices Services(params ServicePlan[] here) => ClusterServices.Of(
        _views.View, [.. here.Select(ClusterService.Of)], StateOf, NodeFiles.Of(_views.View));

    private void Has(string node, params ServicePlan[] services) => _views.File(node, services).Reports(
        node, [.. services.Select(s => new ServiceReport(s.Name, "aa"))]);

    private void Away(string node, bool unreachable)
    {
        _views.Delete(Views.Keys.Node(node)).Delete(Views.Keys.Status(node)).Delete(Views.Keys.File(node));
        if (unreachable)
        {
            _unreachable.Add(node);
        }
    }

    private static ServicePlan Web(int threads) => Views.Service("web", threads);

    private int Threads(params ServicePlan[] here) => ((ConstantPlan)Services(here).Find("web")!.Workload).Threads;

    private IReadOnlyList<(string Service, Assignment? Assignment)> Next(params ServicePlan[] here) =>
        ClusterDecision.Next(Services(here).Ground(_views.View, StateOf, null), _views.View.Epochs.Max, settled: true);

    private void Decide()
    {
        foreach (var (service, assignment) in Next())
        {
            _views.Put(Views.Keys.Assignment(service), assignment!);
        }
    }

    private static string Text(Assignment? assignment) =>
        string.Join(' ', assignment!.Nodes.Select(s => $"{s.Node}:{s.Goal}"));

    [Fact]
    public void What_only_other_nodes_have_is_placed_there_whoever_leads()
    {
        Has("n1");
        Has("n2", Web(4));
        Has("n3", Web(4));
        Assert.Equal("n2:2 n3:2", Text(Next().Single().Assignment));
        Decide();
        _views.Delete(Views.Keys.Leader).Leads("n2");
        Assert.Empty(Next(Web(4)));
    }

    [Fact]
    public void It_is_as_most_nodes_have_it_whatever_the_node_has_that_is_asked()
    {
        Has("n1", Web(4));
        Has("n2", Web(6));
        Has("n3", Web(6));
        Assert.Equal(6, Threads(Web(4)));
    }

    [Fact]
    public void Of_equally_many_that_of_the_first_node_by_name_holds()
    {
        Has("n3", Web(2));
        Has("n2", Web(6));
        Has("n1");
        Assert.Equal(6, Threads(Web(2)));
        Has("n1", Web(2));
        Assert.Equal(2, Threads());
    }

    [Fact]
    public void A_node_that_has_one_of_this_name_for_itself_has_no_say_and_gets_none()
    {
        Has("n1", Views.Service("web", 9, PlacementScope.Node));
        Has("n2", Web(4));
        Has("n3", Views.Service("web", 9, PlacementScope.Node));
        Assert.Equal("n2:4", Text(Next().Single().Assignment));
    }

    [Fact]
    public void It_is_removed_only_when_no_node_has_it_any_more()
    {
        Has("n1", Web(4));
        Has("n2", Web(4));
        Has("n3");
        Decide();
        Has("n1");
        Assert.DoesNotContain(Next(), n => n.Assignment is null);
        Has("n2");
        Assert.Equal(("web", null), Next().Single());
    }

    [Fact]
    public void While_a_node_has_not_said_what_it_has_what_was_decided_holds()
    {
        Has("n1", Web(4));
        Has("n2", Web(6));
        Has("n3", Web(6));
        Decide();
        Away("n3", unreachable: true);
        Assert.Equal(6, Threads());
        Away("n2", unreachable: true);
        Has("n1");
        Assert.Equal(6, Threads());
        Assert.DoesNotContain(Next(), n => n.Assignment is null);
        _unreachable.Clear();
        Assert.Equal(("web", null), Next().Single());
    }

    [Fact]
    public void A_node_that_has_joined_and_tells_nothing_yet_removes_and_moves_nothing()
    {
        Has("n1");
        Has("n2", Web(4));
        Has("n3", Web(4));
        Decide();
        Away("n2", unreachable: false);
        Away("n3", unreachable: false);
        _views.Node("n2");
        Assert.Equal(["n2"], Services().Silent);
        Assert.DoesNotContain(Next(), n => n.Assignment is null);
        Has("n2", Web(4));
        Assert.Empty(Services().Silent);
        Assert.Equal("n2:4", Text(Next().Single().Assignment));
    }

    [Fact]
    public void An_assignment_without_rules_stays_as_it_is_until_everybody_has_said_what_they_have()
    {
        var assignment = new Assignment(_views.View.Epochs.Max, 0, [new NodeShare("n2", 4, 4)]);
        _views.Put(Views.Keys.Assignment("web"), assignment);
        Has("n1");
        Has("n3");
        Assert.Contains("web", Services().Untouched);
        Assert.Empty(Next());
        Has("n2");
        Assert.Equal(("web", null), Next().Single());
    }

    [Fact]
    public void What_a_node_of_an_earlier_version_has_stays_though_it_tells_no_file()
    {
        Has("n1");
        Has("n2");
        _views.Reports("n3", new ServiceReport("web", "aa"))
            .Put(Views.Keys.Assignment("web"), new Assignment(_views.View.Epochs.Max, 0, [new NodeShare("n3", 4, 4)]));
        Assert.Empty(Services().Silent);
        Assert.Empty(Next());
        Has("n2", Web(4));
        Assert.Equal("n3:4", Text(Next().Single().Assignment));
    }

    [Fact]
    public void A_file_that_cannot_be_read_counts_as_one_that_is_not_told()
    {
        Has("n1");
        Has("n2", Web(4));
        Has("n3");
        Decide();
        _views.Put(Views.Keys.File("n2"), "{");
        Assert.Equal(Views.Keys.File("n2"), Assert.Single(_views.Complaints).Key);
        Assert.DoesNotContain(Next(), n => n.Assignment is null);
    }

    [Fact]
    public void What_runs_on_every_node_is_known_everywhere_and_takes_its_places_where_it_is()
    {
        Has("n1", Web(400));
        Has("n2", Web(400), Views.Service("own", 60, PlacementScope.Node));
        Has("n3", Web(400));
        Assert.Equal(PlacementScope.Node, Services().Find("own")!.Placement.Scope);
        Assert.Equal("n1:100 n2:40 n3:100", Text(Next().Single().Assignment));
        var ground = Services().Ground(_views.View, StateOf, null);
        var rows = ClusterDecision.Explain(ground, Services().Find("own")!).Nodes;
        Assert.Equal([0, 60, 0], rows.Select(r => r.Wanted));
        Assert.Contains("does not know the service", rows[0].Why, StringComparison.Ordinal);
    }

    [Fact]
    public void With_a_configuration_of_the_cluster_files_do_not_count()
    {
        Has("n1", Web(4));
        Has("n2", Web(4));
        _views.Applied(1);
        Assert.Equal(9, Threads(Web(9)));
        Assert.Null(Next(Web(9)).Single().Assignment!.Rules);
        Assert.Null(Services().Find("web"));
    }

    [Fact]
    public void What_no_node_has_is_unknown_and_as_long_as_one_says_nothing_nobody_knows()
    {
        Has("n1", Web(4));
        Has("n2");
        Assert.Equal(Refusal.NotInTime, Services().Unknown("api").Why);
        Assert.Contains("n3 has not said yet", Services().Unknown("api").Error, StringComparison.Ordinal);
        Has("n3");
        Assert.Equal(Refusal.Unknown, Services().Unknown("api").Why);
        Assert.Contains("web", Services().Unknown("api").Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void Before_anybody_has_said_anything_a_node_knows_its_own()
    {
        var views = new Views();
        var services = ClusterServices.Of(
            views.View, [ClusterService.Of(Web(4))], _ => NodeState.Gone, NodeFiles.Of(views.View));
        Assert.Equal("web", services.All.Single().Name);
    }
}
