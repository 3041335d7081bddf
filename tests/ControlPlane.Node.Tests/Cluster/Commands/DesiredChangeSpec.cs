using ControlPlane.Contracts.Admin;
using ControlPlane.Etcd;
using ControlPlane.Node.Cluster;
using ControlPlane.Node.Cluster.Commands;
using ControlPlane.Node.Cluster.Keys;
using ControlPlane.Node.Tests.Cluster.View;

namespace ControlPlane.Node.Tests.Cluster.Commands;

public sealed class DesiredChangeSpec
{
    private static readonly AdminProtocol.Patience Patience = AdminProtocol.Patience.Default;

    private readonly Views _views = new();

    private DesiredService After(AdminProtocol.Request request)
    {
        var change = (Intent.Change)DesiredChange.Of(_views.View, Views.Keys, ["web"], request);
        return ClusterCodec.Decode<DesiredService>(Assert.IsType<Operation.Put>(change.Txn.Then.Single()).Value).Value!;
    }

    [Fact]
    public void Each_command_changes_its_own_part_only()
    {
        _views.Put(Views.Keys.Service("web"), new DesiredService(Enabled: true, Generation: 4, Scale: 3));
        Assert.Equal(new DesiredService(false, 4, false, 3), After(new AdminProtocol.Disable("web", Patience)));
        Assert.Equal(new DesiredService(true, 5, true, 3), After(new AdminProtocol.Restart("web", true, Patience)));
        Assert.Equal(new DesiredService(true, 4, false, 7), After(new AdminProtocol.Scale("web", 7, Patience)));
    }

    [Fact]
    public void A_change_is_compared_with_what_it_is_based_on()
    {
        Assert.Equal([new Comparison.ChangedAt(Views.Keys.Service("web"), 0)], Compared());
        _views.Put(Views.Keys.Service("web"), new DesiredService());
        Assert.Equal([new Comparison.ChangedAt(Views.Keys.Service("web"), 2)], Compared());
        _views.Put(Views.Keys.Service("web"), "damaged");
        Assert.Equal([new Comparison.ChangedAt(Views.Keys.Service("web"), 3)], Compared());

        IEnumerable<Comparison> Compared() => ((Intent.Change)DesiredChange.Of(
            _views.View, Views.Keys, ["web"], new AdminProtocol.Enable("web", Patience))).Txn.If;
    }

    [Fact]
    public void Numbers_that_were_set_by_hand_are_forgotten_where_there_are_any()
    {
        Assert.IsType<Intent.None>(DesiredChange.WithoutScales(_views.View, Views.Keys));
        _views.Put(Views.Keys.Service("web"), new DesiredService(Scale: 3)).Put(Views.Keys.Service("api"), new DesiredService(Enabled: false));
        var change = (Intent.Change)DesiredChange.WithoutScales(_views.View, Views.Keys);
        Assert.Equal(Views.Keys.Service("web"), Assert.IsType<Operation.Put>(Assert.Single(change.Txn.Then)).Key);
    }
}
