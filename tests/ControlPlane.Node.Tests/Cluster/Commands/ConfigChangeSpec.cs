using ControlPlane.Contracts.Admin;
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
        ((Intent.Change)ConfigChange.Of(
            _views.View, Views.Keys, _wish, ("me", DateTimeOffset.UnixEpoch), replaced)).Txn;

    private void Apply(params string[] replaced) => _views.Put(
        Views.Keys.Overall,
        Change(replaced).Then.OfType<Operation.Put>().Single(p => p.Key == Views.Keys.Overall).Value);

    [Fact]
    public void The_first_version_is_1_and_nobody_may_have_been_faster()
    {
        var txn = Change();
        Assert.Equal(
            [Views.Keys.Version(1), Views.Keys.CurrentConfig, Views.Keys.Overall],
            txn.Then.OfType<Operation.Put>().Select(p => p.Key));
        Assert.Contains(new Comparison.ChangedAt(Views.Keys.CurrentConfig, 0), txn.If);
        Assert.Contains(new Comparison.ChangedAt(Views.Keys.Version(1), 0), txn.If);
    }

    [Fact]
    public void The_next_number_was_never_used_also_when_an_earlier_one_is_in_force()
    {
        _views.Put(Views.Keys.Version(4), new ConfigVersion(4, "a", "", "me")).Applied(2);
        Assert.Equal(5, ConfigChange.NumberOfNext(_views.View));
    }

    [Fact]
    public void A_version_remembers_what_was_in_force_before_it()
    {
        Assert.Equal(0, Written().Before);
        _views.Put(Views.Keys.Version(1), Written()).Put(Views.Keys.CurrentConfig, new CurrentConfig(1));
        Assert.Equal(1, Written().Before);
        _wish = ConfigWish.Copy(_views.View.Versions[1].Value);
        Assert.Equal(
            new ConfigVersion(2, "web.conf", "text", "me", Before: 0, Of: 1, DateTimeOffset.UnixEpoch), Written());
        _wish = ConfigWish.Copy(Written());
        Assert.Equal(1, Written().Of);

        ConfigVersion Written() =>
            ClusterCodec.Decode<ConfigVersion>(Change().Then.OfType<Operation.Put>().First().Value).Value!;
    }

    [Fact]
    public void The_nodes_own_files_are_number_0_and_no_version()
    {
        _views.Put(Views.Keys.Version(1), new ConfigVersion(1, "a", "", "me"))
            .Put(Views.Keys.CurrentConfig, new CurrentConfig(1))
            .Put(Views.Keys.Service("web"), new DesiredService(Scale: 3));
        _wish = ConfigWish.OwnFiles;
        var txn = Change("api");
        Assert.Equal([Views.Keys.CurrentConfig, Views.Keys.Overall], txn.Then.Cast<Operation.Put>().Select(p => p.Key));
        var current = txn.Then.OfType<Operation.Put>().First().Value;
        Assert.Equal(0, ClusterCodec.Decode<CurrentConfig>(current).Value!.Number);
        Assert.Contains(new Comparison.ChangedAt(Views.Keys.CurrentConfig, 3), txn.If);
    }

    [Fact]
    public void What_nobody_could_read_again_is_refused()
    {
        var many = new string('\\', 700_000) + new string('"', 300_000); // Each of them takes two bytes in JSON.
        foreach (var text in new[] { many, new string('x', 1024 * 1024 + 1) })
        {
            var none = Assert.IsType<Intent.None>(ConfigChange.Of(
                _views.View, Views.Keys, new ConfigWish("big.conf", text), ("me", DateTimeOffset.UnixEpoch), []));
            var refused = Assert.IsType<AdminProtocol.Refused>(none.Answer);
            Assert.Equal(Refusal.BadConfiguration, refused.Why);
            Assert.StartsWith(
                "big.conf is too large for the cluster: it has ", refused.Error, StringComparison.Ordinal);
            Assert.StartsWith("Nothing was changed.", refused.Hint, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Ten_versions_are_kept()
    {
        for (var number = 1; number <= 11; number++)
        {
            _views.Put(Views.Keys.Version(number), new ConfigVersion(number, "a", "", "me"));
        }

        Assert.Equal(
            [Views.Keys.Version(2), Views.Keys.Version(1)],
            Change().Then.OfType<Operation.Delete>().Select(d => d.Range.Key));
    }

    [Fact]
    public void Numbers_that_were_set_by_hand_are_forgotten()
    {
        _views.Put(Views.Keys.Service("web"), new DesiredService(Enabled: false, Generation: 2, Scale: 3));
        Apply();
        Assert.Equal(new DesiredService(Enabled: false, Generation: 2), _views.View.Desired("web").Value);
    }

    [Fact]
    public void What_runs_something_else_then_is_restarted_one_after_the_other()
    {
        _views.Put(Views.Keys.Service("web"), new DesiredService(Generation: 2, Scale: 3));
        Apply("web", "api");
        Assert.Equal(new DesiredService(Generation: 3, Rolling: true), _views.View.Desired("web").Value);
        Assert.Equal(new DesiredService(Generation: 3, Rolling: true), _views.View.Desired("api").Value);
        Apply("api");
        Assert.Equal(3, _views.View.Desired("web").Value.Generation);
        Assert.Equal(4, _views.View.Desired("api").Value.Generation);
        Assert.Contains(new Comparison.ChangedAt(Views.Keys.Overall, 4), Change().If);
    }

    [Fact]
    public void However_many_services_there_are_it_is_a_small_transaction()
    {
        for (var i = 0; i < 1000; i++)
        {
            _views.Put(Views.Keys.Service($"s{i}"), new DesiredService(Scale: 3));
        }

        var txn = Change([.. Enumerable.Range(0, 1000).Select(i => $"s{i}")]);
        Assert.InRange(txn.If.Length + txn.Then.Length, 1, 10);
        Assert.InRange(txn.Then.OfType<Operation.Put>().Sum(p => p.Value.Length), 1, 100_000);
        Apply([.. Enumerable.Range(0, 1000).Select(i => $"s{i}")]);
        Assert.All(
            Enumerable.Range(0, 1000),
            i => Assert.Equal(new DesiredService(Generation: 1, Rolling: true), _views.View.Desired($"s{i}").Value));
    }
}
