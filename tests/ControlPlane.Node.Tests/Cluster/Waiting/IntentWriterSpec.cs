using ControlPlane.Contracts.Admin;
using ControlPlane.Etcd;
using ControlPlane.Node.Cluster;
using ControlPlane.Node.Cluster.View;
using ControlPlane.Node.Cluster.Waiting;
using ControlPlane.TestKit;

namespace ControlPlane.Node.Tests.Cluster.Waiting;

public sealed class IntentWriterSpec
{
    private readonly SteppedKit _kit = SteppedKit.Create();
    private readonly FakeEtcd _etcd;
    private readonly FakeEtcdClient _client;
    private readonly TestProbe _self;
    private readonly TestProbe _asker;
    private readonly IntentWriter _writer;
    private int _made;

    public IntentWriterSpec()
    {
        _etcd = new FakeEtcd(_kit.Time);
        _client = _etcd.Client("n1");
        _self = _kit.Probe("self");
        _asker = _kit.Probe("asker");
        _writer = new IntentWriter(_client, _self.Ref);
    }

    private static ClusterView At(long revision) => ClusterView.Empty with { Revision = revision };

    private MembershipProtocol.Write Put(Func<ClusterView, long> based) => new("put a", view =>
    {
        _made++;
        return new Intent.Change(
            new Txn([new Comparison.ChangedAt("a", based(view))], [new Operation.Put("a", "1")], []));
    });

    private void Hear(ClusterView view) => _writer.Hear(_self.ExpectMsg<IntentWriter.Committed>(), view);

    [Fact]
    public void What_was_written_is_answered_with_its_revision()
    {
        _writer.Write(Put(_ => 0), _asker.Ref, At(1));
        Hear(At(1));
        Assert.Equal(2, _asker.ExpectMsg<MembershipProtocol.Written>().Revision);
    }

    [Fact]
    public void When_somebody_else_was_faster_it_is_made_anew_as_soon_as_that_is_known()
    {
        _etcd.Put("a", "0");
        _writer.Write(Put(view => view.Revision == 2 ? 2 : 0), _asker.Ref, At(1));
        Hear(At(1));
        Assert.Equal(1, _made);
        _writer.Look(At(2));
        Assert.Equal(2, _made);
        Hear(At(2));
        Assert.Equal(3, _asker.ExpectMsg<MembershipProtocol.Written>().Revision);
    }

    [Fact]
    public void After_ten_attempts_it_is_refused()
    {
        _etcd.Put("a", "0");
        _writer.Write(Put(_ => 0), _asker.Ref, At(2));
        for (var attempt = 1; attempt <= 10; attempt++)
        {
            Hear(At(2));
        }

        Assert.Equal(Refusal.Conflict, _asker.ExpectMsg<AdminProtocol.Refused>().Why);
        Assert.Equal(10, _made);
    }

    [Fact]
    public void Who_waits_for_news_that_cannot_come_is_told_so()
    {
        _etcd.Put("a", "0");
        _writer.Write(Put(_ => 0), _asker.Ref, At(1));
        Hear(At(1));
        _writer.Refuse(new AdminProtocol.Refused(Refusal.NotInTime, "cut off", ""));
        Assert.Equal("cut off", _asker.ExpectMsg<AdminProtocol.Refused>().Error);
        _writer.Look(At(9));
        Assert.Equal(1, _made);
    }

    [Fact]
    public void When_etcd_does_not_answer_it_is_not_known_whether_it_is_written()
    {
        _client.Cut();
        _writer.Write(Put(_ => 0), _asker.Ref, At(1));
        IntentWriter.Hear(_self.ExpectMsg<IntentWriter.Failed>(TimeSpan.FromSeconds(5)));
        Assert.Contains("not known", _asker.ExpectMsg<AdminProtocol.Refused>().Error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_etcd_has_refused_is_certainly_not_written()
    {
        var txn = new Txn([], [.. Enumerable.Range(0, 129).Select(i => new Operation.Put($"k{i}", ""))], []);
        _writer.Write(new MembershipProtocol.Write("put many", _ => new Intent.Change(txn)), _asker.Ref, At(1));
        IntentWriter.Hear(_self.ExpectMsg<IntentWriter.Failed>());
        var refused = _asker.ExpectMsg<AdminProtocol.Refused>();
        Assert.Equal(Refusal.Failed, refused.Why);
        Assert.Contains("put many: etcd refuses it: ", refused.Error, StringComparison.Ordinal);
        Assert.Contains("Nothing is changed", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_nothing_is_to_be_written_the_answer_is_given_at_once()
    {
        var nothing = new Intent.None(new AdminProtocol.Done("as it is"));
        _writer.Write(new MembershipProtocol.Write("x", _ => nothing), _asker.Ref, At(1));
        Assert.Equal("as it is", _asker.ExpectMsg<AdminProtocol.Done>().Text);
    }

    [Fact]
    public void A_store_that_was_restored_from_an_older_state_is_not_waited_for()
    {
        _etcd.Put("a", "0");
        _writer.Write(Put(_ => 0), _asker.Ref, At(1));
        Hear(At(1));
        Assert.Equal(1, _made);
        _writer.Look(At(1) with { Restores = 1 });
        Assert.Equal(2, _made);
    }
}
