using ControlPlane.Etcd;
using ControlPlane.Node.Cluster;
using ControlPlane.Node.Cluster.Commands;
using ControlPlane.Node.Cluster.Keys;
using ControlPlane.Node.Tests.Cluster.View;

namespace ControlPlane.Node.Tests.Cluster.Commands;

public sealed class ConfigChangeSpec
{
    private readonly Views _views = new();
    private ConfigWish _wish = new("web.conf", "text");

    private Txn Change(params string[] replaced) =>
        ((Intent.Change)ConfigChange.Of(_views.View, Views.Keys, _wish, ("me", DateTimeOffset.UnixEpoch), replaced)).Txn;

    private static DesiredService Desired(Txn txn, string service) => ClusterCodec.Decode<DesiredService>(
        txn.Then.OfType<Operation.Put>().Single(p => p.Key == Views.Keys.Service(service)).Value).Value!;

    [Fact]
    public void The_first_version_is_1_and_nobody_may_have_been_faster()
    {
        var txn = Change();
        Assert.Equal([Views.Keys.Version(1), Views.Keys.CurrentConfig], txn.Then.OfType<Operation.Put>().Select(p => p.Key));
        Assert.Contains(new Comparison.ChangedAt(Views.Keys.CurrentConfig, 0), txn.If);
        Assert.Contains(new Comparison.ChangedAt(Views.Keys.Version(1), 0), txn.If);
    }

    [Fact]
    public void The_next_number_was_never_used_also_when_an_earlier_one_is_in_force()
    {
        _views.Put(Views.Keys.Version(4), new ConfigVersion(4, "a", "", "me")).Put(Views.Keys.CurrentConfig, new CurrentConfig(2));
        Assert.Equal(5, ConfigChange.NumberOfNext(_views.View));
    }

    [Fact]
    public void A_version_remembers_what_was_in_force_before_it()
    {
        Assert.Equal(0, Written().Before);
        _views.Put(Views.Keys.Version(1), Written()).Put(Views.Keys.CurrentConfig, new CurrentConfig(1));
        Assert.Equal(1, Written().Before);
        _wish = ConfigWish.Copy(_views.View.Versions[1].Value);
        Assert.Equal(new ConfigVersion(2, "web.conf", "text", "me", Before: 0, Of: 1, DateTimeOffset.UnixEpoch), Written());
        _wish = ConfigWish.Copy(Written());
        Assert.Equal(1, Written().Of);

        ConfigVersion Written() => ClusterCodec.Decode<ConfigVersion>(Change().Then.OfType<Operation.Put>().First().Value).Value!;
    }

    [Fact]
    public void The_nodes_own_files_are_number_0_and_no_version()
    {
        _views.Put(Views.Keys.Version(1), new ConfigVersion(1, "a", "", "me"))
            .Put(Views.Keys.CurrentConfig, new CurrentConfig(1))
            .Put(Views.Keys.Service("web"), new DesiredService(Scale: 3));
        _wish = ConfigWish.OwnFiles;
        var txn = Change("api");
        Assert.Equal(
            [Views.Keys.CurrentConfig, Views.Keys.Service("api"), Views.Keys.Service("web")],
            txn.Then.Cast<Operation.Put>().Select(p => p.Key));
        Assert.Equal(0, ClusterCodec.Decode<CurrentConfig>(txn.Then.OfType<Operation.Put>().First().Value).Value!.Number);
        Assert.Contains(new Comparison.ChangedAt(Views.Keys.CurrentConfig, 3), txn.If);
    }

    [Fact]
    public void Ten_versions_are_kept()
    {
        for (var number = 1; number <= 11; number++)
        {
            _views.Put(Views.Keys.Version(number), new ConfigVersion(number, "a", "", "me"));
        }

        Assert.Equal(
            [Views.Keys.Version(2), Views.Keys.Version(1)], Change().Then.OfType<Operation.Delete>().Select(d => d.Range.Key));
    }

    [Fact]
    public void Numbers_that_were_set_by_hand_are_forgotten()
    {
        _views.Put(Views.Keys.Service("web"), new DesiredService(Enabled: false, Generation: 2, Scale: 3));
        Assert.Equal(new DesiredService(Enabled: false, Generation: 2), Desired(Change(), "web"));
    }

    [Fact]
    public void What_runs_something_else_then_is_restarted_one_after_the_other()
    {
        _views.Put(Views.Keys.Service("web"), new DesiredService(Generation: 2, Scale: 3));
        var txn = Change("web", "api");
        Assert.Equal(new DesiredService(Generation: 3, Rolling: true), Desired(txn, "web"));
        Assert.Equal(new DesiredService(Generation: 1, Rolling: true), Desired(txn, "api"));
        Assert.Contains(new Comparison.ChangedAt(Views.Keys.Service("web"), 2), txn.If);
        Assert.Contains(new Comparison.ChangedAt(Views.Keys.Service("api"), 0), txn.If);
    }
}
