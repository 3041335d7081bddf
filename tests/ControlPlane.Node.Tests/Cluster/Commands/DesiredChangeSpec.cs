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
        Assert.Equal([Overall(0), new Comparison.ChangedAt(Views.Keys.Service("web"), 0)], Compared());
        _views.Put(Views.Keys.Service("web"), new DesiredService());
        Assert.Equal([Overall(0), new Comparison.ChangedAt(Views.Keys.Service("web"), 2)], Compared());
        _views.Put(Views.Keys.Overall, new OverallWish()).Put(Views.Keys.Service("api"), "damaged");
        Assert.Equal([Overall(3), new Comparison.ChangedAt(Views.Keys.Service("web"), 2)], Compared());
        Assert.Equal([Overall(3), new Comparison.ChangedAt(Views.Keys.Service("api"), 4)], Compared("api"));

        IEnumerable<Comparison> Compared(string service = "web") => ((Intent.Change)DesiredChange.Of(
            _views.View, Views.Keys, [service], new AdminProtocol.Enable(service, Patience))).Txn.If;
    }

    [Fact]
    public void What_was_forgotten_of_all_is_not_written_again_with_one()
    {
        _views.Put(Views.Keys.Service("web"), new DesiredService(Generation: 4, Scale: 3));
        _views.Put(Views.Keys.Overall, new OverallWish(6, Rolling: true, Unscales: true));
        Assert.Equal(new DesiredService(true, 6, true), After(new AdminProtocol.Enable("web", Patience)));
    }

    [Fact]
    public void However_many_are_restarted_one_key_says_so()
    {
        var many = Enumerable.Range(0, 1000).Select(i => $"s{i}").ToList();
        _views.Put(Views.Keys.Service("s7"), new DesiredService(Generation: 4, Scale: 3));
        var txn = ((Intent.Change)DesiredChange.Of(_views.View, Views.Keys, many, new AdminProtocol.RestartAll(true, Patience))).Txn;
        Assert.Equal(Overall(0), Assert.Single(txn.If));
        Assert.Equal(
            new Operation.Put(Views.Keys.Overall, ClusterCodec.Encode(new OverallWish(5, Rolling: true))),
            Assert.Single(txn.Then));
    }

    [Fact]
    public void A_restart_of_all_does_not_bring_back_numbers_that_were_forgotten()
    {
        _views.Put(Views.Keys.Service("web"), new DesiredService(Scale: 3)).Put(Views.Keys.Overall, new OverallWish(Unscales: true));
        var txn = ((Intent.Change)DesiredChange.Of(_views.View, Views.Keys, [], new AdminProtocol.RestartAll(false, Patience))).Txn;
        _views.Put(Views.Keys.Overall, ((Operation.Put)txn.Then.Single()).Value);
        Assert.Equal(new DesiredService(Generation: 1), _views.View.Desired("web").Value);
    }

    [Fact]
    public void Numbers_that_were_set_by_hand_are_forgotten_where_there_are_any()
    {
        Assert.IsType<Intent.None>(DesiredChange.WithoutScales(_views.View, Views.Keys, ["web"]));
        _views.Put(Views.Keys.Service("web"), new DesiredService(Scale: 3))
            .Put(Views.Keys.Service("api"), new DesiredService(Enabled: false))
            .Put(Views.Keys.Service("other"), new DesiredService(Scale: 3));
        var change = (Intent.Change)DesiredChange.WithoutScales(_views.View, Views.Keys, ["api", "web"]);
        var put = Assert.IsType<Operation.Put>(Assert.Single(change.Txn.Then));
        Assert.Equal(Views.Keys.Service("web"), put.Key);
        _views.Put(put.Key, put.Value);
        Assert.Null(_views.View.Desired("web").Value.Scale);
        Assert.Equal(3, _views.View.Desired("other").Value.Scale);
        Assert.IsType<Intent.None>(DesiredChange.WithoutScales(_views.View, Views.Keys, ["web"]));
    }

    [Fact]
    public void Of_more_services_than_can_be_changed_at_once_all_numbers_are_forgotten()
    {
        var names = Enumerable.Range(1, 101).Select(n => $"s{n}").ToList();
        foreach (var name in names)
        {
            _views.Put(Views.Keys.Service(name), new DesiredService(Scale: 3));
        }

        var change = (Intent.Change)DesiredChange.WithoutScales(_views.View, Views.Keys, names);
        _views.Put(Views.Keys.Overall, Assert.IsType<Operation.Put>(Assert.Single(change.Txn.Then)).Value);
        Assert.All(names, name => Assert.Null(_views.View.Desired(name).Value.Scale));
    }

    private static Comparison.ChangedAt Overall(long revision) => new(Views.Keys.Overall, revision);
}
