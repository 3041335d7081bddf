using ControlPlane.Contracts.Statuses;
using ControlPlane.Node.Cluster;
using ControlPlane.Node.Cluster.Commands;
using ControlPlane.Node.Cluster.Keys;
using ControlPlane.Node.Cluster.Placement;
using ControlPlane.Node.Cluster.View;
using ControlPlane.Node.Controller.Configuration;
using ControlPlane.Node.Tests.Cluster.View;

namespace ControlPlane.Node.Tests.Cluster.Commands;

public sealed class ConfigEffectSpec
{
    private static readonly NodePlan Plan = Views.Plan(
        Views.Service("agent", 1, PlacementScope.Node), Views.Service("api", 2), Views.Service("web", 3));

    private readonly Views _views = new Views().Node("n1").Node("n2").Leads("n1");

    private readonly Views _bare = new Views().Node("n1").Node("n2");

    public ConfigEffectSpec()
    {
        Reports("n1");
        Reports("n2");
        Assign("api", new NodeShare("n1", 1, 1), new NodeShare("n2", 1, 1));
        Assign("web", new NodeShare("n1", 2, 2), new NodeShare("n2", 1, 1));
    }

    private IEnumerable<string>? Touched(NodePlan after, bool ofFiles = false) => ConfigEffect.Touched(
        new MembershipProtocol.Picture(_views.View, NodeList.Of(_views.View, _ => NodeState.Up), Plan),
        after, ofFiles)?.Order();

    [Fact]
    public void What_stays_as_it_is_is_not_touched()
    {
        Assert.Empty(Touched(Plan)!);
        Assert.Equal(["web"], Touched(With("web", 4))!);
        Assert.Equal(["api"], Touched(Plan with { Services = [Plan.Services[0], Plan.Services[2]] })!);
    }

    [Fact]
    public void A_number_that_was_set_by_hand_is_forgotten_so_its_service_is_touched()
    {
        _views.Put(Views.Keys.Service("agent"), new DesiredService(Scale: 2));
        Assert.Equal(["agent"], Touched(Plan)!);
    }

    [Fact]
    public void What_is_otherwise_on_other_nodes_is_touched_there()
    {
        Reports("n2", new ServiceReport("extra", "ee", Containers: 1), new ServiceReport("agent", "other"));
        Assert.Equal(["agent", "extra"], Touched(Plan)!);
    }

    [Fact]
    public void Nobody_knows_what_the_files_of_the_other_nodes_say() => Assert.Null(Touched(Plan, ofFiles: true));

    private IEnumerable<string> Replaced(NodePlan here, NodePlan after) => ConfigEffect.Replaced(
        new MembershipProtocol.Picture(_bare.View, [], here), _bare.View, after, ofFiles: false);

    [Fact]
    public void What_only_another_node_has_is_replaced_if_it_means_something_else_there()
    {
        var (web, after) = (Views.Service("web", 2), Views.Plan(Views.Service("web", 2)));
        Assert.Empty(Replaced(Views.Plan(), after));
        _bare.Reports("n2", new ServiceReport("web", ServiceDigest.Of(web, after.SocketDirectory)));
        Assert.Empty(Replaced(Views.Plan(), after));
        _bare.Reports("n2", new ServiceReport("web", "aa"));
        Assert.Equal(["web"], Replaced(Views.Plan(), after));
    }

    [Fact]
    public void What_is_the_same_here_and_there_stays_and_what_differs_is_replaced()
    {
        var before = Views.Plan(Views.Service("web", 2));
        Assert.Empty(Replaced(before, before));
        _bare.Reports("n1", new ServiceReport("web", "aa")).Reports("n2", new ServiceReport("web", "bb"));
        Assert.Equal(["web"], Replaced(before, before));
    }

    private static NodePlan With(string service, int threads) => Plan with
    {
        Services = ValueList.From(Plan.Services.Select(s => s.Name == service ? s.WithContainers(threads) : s)),
    };

    private void Reports(string node, params ServiceReport[] others) => _views.Reports(
        node,
        [
            .. Plan.Services.Select(s => s.Name).Except(others.Select(o => o.Service))
                .Select(name => new ServiceReport(name, name)),
            .. others,
        ]);

    private void Assign(string service, params NodeShare[] shares) => _views.Put(
        Views.Keys.Assignment(service), new Assignment(_views.View.Epochs.Max, 0, ValueList.From(shares)));
}
