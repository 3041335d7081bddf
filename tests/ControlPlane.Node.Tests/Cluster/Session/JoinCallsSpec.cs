using ControlPlane.Etcd;
using ControlPlane.Node.Cluster.Session;
using ControlPlane.Node.Tests.Cluster.View;
using ControlPlane.TestKit;

namespace ControlPlane.Node.Tests.Cluster.Session;

public sealed class JoinCallsSpec
{
    private readonly SteppedKit _kit = SteppedKit.Create();
    private readonly FakeEtcd _etcd;
    private readonly FakeEtcdClient _client;
    private readonly TestProbe _self;
    private readonly ClusterSession _session;

    public JoinCallsSpec()
    {
        _etcd = new FakeEtcd(_kit.Time);
        _client = _etcd.Client("n1");
        _self = _kit.Probe("self");
        _etcd.Put(Views.Keys.Member("n1"), "{}");
        var lease = _client.GrantAsync(TimeSpan.FromMinutes(1));
        _kit.Advance(TimeSpan.FromSeconds(1));
        _session = new ClusterSession(lease.Result.Id, lease.Result.Ttl, TimeSpan.Zero);
        _client.CommitAsync(Txn.Of(new Operation.Put(Views.Keys.Node("n1"), "{}", _session.Lease)));
        _kit.Advance(TimeSpan.FromSeconds(1));
    }

    private JoinCalls.Gone Leave(IEtcd etcd)
    {
        new JoinCalls(OneNode.On(etcd), Views.Keys, _self.Ref, () => TimeSpan.Zero).Leave(_session);
        return _self.ExpectMsg<JoinCalls.Gone>();
    }

    /// <summary>As an etcd whose users may not write everything.</summary>
    private RefusingEtcd NothingIsWritten => new(_client, _ => new EtcdException(EtcdFailure.Denied, "not today"));

    private IReadOnlyList<string> Keys => [.. _etcd.Read(Views.Keys.All).Select(item => item.Key)];

    [Fact]
    public void Whoever_leaves_is_forgotten_and_gives_its_lease_back()
    {
        Assert.Equal(new JoinCalls.Gone(null, null), Leave(_client));
        Assert.Empty(Keys);
    }

    [Fact]
    public void Where_it_cannot_be_forgotten_the_lease_is_given_back_and_it_is_said_why()
    {
        var gone = Leave(NothingIsWritten);
        Assert.Equal("not today", gone.NotForgotten);
        Assert.Null(gone.NotGivenBack);
        Assert.Equal(Views.Keys.Member("n1"), Assert.Single(Keys)); // What hung on the lease is not there any more.
    }

    [Fact]
    public void An_etcd_that_is_not_there_is_said_of_both()
    {
        _etcd.Stop();
        var gone = Leave(_client);
        Assert.Contains("connection refused", gone.NotForgotten, StringComparison.Ordinal);
        Assert.Contains("connection refused", gone.NotGivenBack, StringComparison.Ordinal);
    }
}
