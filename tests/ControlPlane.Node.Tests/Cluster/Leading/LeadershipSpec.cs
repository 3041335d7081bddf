using ControlPlane.Etcd;
using ControlPlane.Node.Cluster.Keys;
using ControlPlane.Node.Cluster.Leading;
using ControlPlane.Node.Cluster.Session;
using ControlPlane.Node.Cluster.View;
using ControlPlane.Node.Tests.Cluster.View;
using ControlPlane.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace ControlPlane.Node.Tests.Cluster.Leading;

public sealed class LeadershipSpec
{
    private readonly SteppedKit _kit = SteppedKit.Create();
    private readonly FakeEtcd _etcd;
    private readonly FakeEtcdClient _client;
    private readonly RefusingEtcd _small;
    private readonly TestProbe _self;
    private readonly Leadership _leadership;
    private int _most = 128;
    private string? _hated;

    public LeadershipSpec()
    {
        _etcd = new FakeEtcd(_kit.Time);
        _client = _etcd.Client("n1");
        _small = new RefusingEtcd(_client, txn => txn.Then.Length > _most || Hates(txn)
            ? new EtcdException(EtcdFailure.Refused, "etcdserver: too much")
            : null);
        _self = _kit.Probe("self");
        _leadership = new Leadership(OneNode.On(_small), Views.Keys, _self.Ref, NullLogger.Instance);
        Look();
        _leadership.Hear(_self.ExpectMsg<Leadership.Asked>());
        Look();
        Assert.NotNull(_leadership.Epoch);
    }

    private ClusterView View
    {
        get
        {
            var mirror = new ClusterMirror(Views.Keys, (key, problem) => Assert.Fail($"{key}: {problem}"));
            mirror.Load(new RangeReply(_etcd.Revision, _etcd.Read(Views.Keys.All)));
            return mirror.View;
        }
    }

    private IReadOnlyList<string> Written => [.. View.Assignments.Keys];

    private static ClusterSession Session => new(0, TimeSpan.FromSeconds(5), TimeSpan.Zero);

    private bool Hates(Txn txn) => _hated is { } service
        && txn.Then.Any(o => o is Operation.Put put && put.Key == Views.Keys.Assignment(service));

    private void Look() => _leadership.Look(View, Session, TimeSpan.Zero);

    private void Write(IEnumerable<string> services) => _leadership.Write(
        [.. services.Select(s => (s, (Assignment?)Assignment(0, new NodeShare("n1", 1, 1))))], [], View);

    private Assignment Assignment(long desired, params NodeShare[] shares) =>
        new(_leadership.Epoch!.Value, desired, [.. shares]);

    private static IEnumerable<string> Many(int count) => Enumerable.Range(0, count).Select(i => $"s{i:0000}");

    /// <summary>Hears so many answers; what could not be written.</summary>
    private IReadOnlyList<string> Hear(int answers, bool mayDecide = true)
    {
        List<string?> problems = [];
        for (var i = 0; i < answers; i++)
        {
            problems.Add(_leadership.Hear(_self.ExpectMsg<Leadership.Wrote>(TimeSpan.FromSeconds(5)), mayDecide));
        }

        return [.. problems.OfType<string>()];
    }

    [Fact]
    public void All_that_was_decided_is_written_and_nothing_else_is_decided_before()
    {
        Write(Many(250));
        Assert.Empty(Hear(2));
        Assert.Equal(200, Written.Count);
        Assert.False(_leadership.IsReady(View));
        Assert.Empty(Hear(1));
        Assert.Equal(Many(250), Written);
        Assert.False(_leadership.IsReady(View with { Revision = _etcd.Revision - 1 }));
        Assert.True(_leadership.IsReady(View));
    }

    [Fact]
    public void Each_part_is_compared_with_the_epoch()
    {
        Write(Many(250));
        Hear(1);
        _etcd.Commit(Txn.Of(new Operation.Delete(KeyRange.One(Views.Keys.Leader))));
        Assert.Empty(Hear(1));
        Assert.Null(_leadership.Epoch);
        Assert.Equal(100, Written.Count);
        _kit.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(100, Written.Count);
    }

    [Fact]
    public void What_was_on_its_way_in_an_epoch_that_is_over_is_no_word_on_what_is_now()
    {
        Write(Many(250));
        _etcd.Commit(Txn.Of(new Operation.Delete(KeyRange.One(Views.Keys.Leader))));
        Look();
        var late = _self.ExpectMsg<Leadership.Wrote>(TimeSpan.FromSeconds(5));
        _leadership.Hear(_self.ExpectMsg<Leadership.Asked>(TimeSpan.FromSeconds(5)));
        Look();
        Assert.True(_leadership.IsReady(View));
        Write(["anew"]);
        Assert.Null(_leadership.Hear(late, mayDecide: true));
        Assert.False(_leadership.IsReady(View));
        Assert.Empty(Hear(1));
        Assert.True(_leadership.IsReady(View));
        Assert.Equal(["anew"], Written);
    }

    [Fact]
    public void With_a_lease_that_is_about_to_end_nothing_more_is_written()
    {
        Write(Many(250));
        Assert.Empty(Hear(1, mayDecide: false));
        Assert.True(_leadership.IsReady(View));
        _kit.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(100, Written.Count);
    }

    [Fact]
    public void When_etcd_does_not_answer_what_is_left_is_decided_anew()
    {
        Write(Many(250));
        Hear(1);
        _client.Cut();
        Assert.Single(Hear(1));
        Assert.True(_leadership.IsReady(View));
        _client.Heal();
        _kit.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(100, Written.Count);
    }

    [Fact]
    public void An_etcd_that_takes_less_gets_smaller_parts()
    {
        _most = 30;
        Write(Many(100));
        Assert.Empty(Hear(7)); // 100, 50, 25, 25, 50, 25, 25
        Assert.Equal(Many(100), Written);
    }

    [Fact]
    public void One_that_is_refused_alone_is_named_and_tried_again_when_it_is_decided_otherwise()
    {
        _hated = "s0002";
        Write(Many(5));
        var problem = Assert.Single(Hear(5)); // 0-4, 0-1, 2-4, 2, 3-4
        Assert.Contains("that of s0002, ", problem, StringComparison.Ordinal);
        Assert.Equal(["s0000", "s0001", "s0003", "s0004"], Written);
        var asked = _small.Asked;
        Write(["s0002"]);
        Assert.Equal(asked, _small.Asked);
        Assert.True(_leadership.IsReady(View));
        _leadership.Write([("s0002", Assignment(7))], [], View);
        Assert.Single(Hear(1));
        Assert.Equal(asked + 1, _small.Asked);
    }

    [Fact]
    public void Who_leaves_the_lead_to_others_gives_its_key_back_once_and_does_not_offer_itself()
    {
        var before = View;
        _leadership.LeaveToOthers(View, Session, "it refuses version 4");
        Assert.Null(_leadership.Epoch);
        _leadership.LeaveToOthers(View, Session, "it refuses version 4");
        Assert.Null(_leadership.Hear(_self.ExpectMsg<Leadership.Asked>()));
        Assert.Null(View.Leader);
        var asked = _small.Asked;
        _leadership.LeaveToOthers(View, Session, "it refuses version 4");
        Assert.Equal(asked, _small.Asked);

        _etcd.Put(Views.Keys.Leader, ClusterCodec.Encode(new LeaderRecord("n2", Guid.NewGuid())));
        _leadership.LeaveToOthers(before, Session, "it refuses version 4"); // By a view that is out of date.
        Assert.Null(_leadership.Hear(_self.ExpectMsg<Leadership.Asked>()));
        Assert.Equal("n2", View.Leader!.Value.Node);
    }
}
