using ControlPlane.Node.Cluster;
using ControlPlane.Node.Cluster.Commands;
using ControlPlane.Node.Cluster.Keys;
using ControlPlane.Node.Controller.Configuration;
using ControlPlane.Node.Tests.Cluster.View;

namespace ControlPlane.Node.Tests.Cluster.Commands;

public sealed class ConfigEffectSpec
{
    private readonly Views _views = new Views().Node("n1").Node("n2");

    private IEnumerable<string> Replaced(NodePlan here, NodePlan after) => ConfigEffect.Replaced(
        new MembershipProtocol.Picture(_views.View, [], here), _views.View, after);

    [Fact]
    public void What_only_another_node_has_is_replaced_if_it_means_something_else_there()
    {
        var (web, after) = (Views.Service("web", 2), Views.Plan(Views.Service("web", 2)));
        Assert.Empty(Replaced(Views.Plan(), after));
        _views.Reports("n2", new ServiceReport("web", ServiceDigest.Of(web, after.SocketDirectory)));
        Assert.Empty(Replaced(Views.Plan(), after));
        _views.Reports("n2", new ServiceReport("web", "aa"));
        Assert.Equal(["web"], Replaced(Views.Plan(), after));
    }

    [Fact]
    public void What_is_the_same_here_and_there_stays_and_what_differs_is_replaced()
    {
        var before = Views.Plan(Views.Service("web", 2));
        Assert.Empty(Replaced(before, before));
        _views.Reports("n1", new ServiceReport("web", "aa")).Reports("n2", new ServiceReport("web", "bb"));
        Assert.Equal(["web"], Replaced(before, before));
    }
}
