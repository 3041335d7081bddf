using ControlPlane.Etcd;
using ControlPlane.Node.Cluster;
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
    private readonly SmallEtcd _small;
    private readonly TestProbe _self;
    private readonly Leadership _leadership;

    public LeadershipSpec()
    {
        _etcd = new FakeEtcd(_kit.Time);
        _small = new SmallEtcd(_etcd.Client("n1"));
        _self = _kit.Probe("self");
        var plan = new ClusterPlan(
            "test", new ClusterNodePlan("n1", [], new PeerListen("127.0.0.1", 0, true), null, 10, null),
            new EtcdPlan([], null, null, null, null, null, TimeSpan.FromSeconds(2)),
            TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(2), OnLost.Keep, null);
        var setup = new ClusterSetup(plan, _small, null!, Guid.NewGuid(), 1, "127.0.0.1:1", 1L << 30, "1.0.0")
        {
            NewToken = () => "",
        };
        _leadership = new Leadership(setup, Views.Keys, _self.Ref, NullLogger.Instance);
        Look();
        _self.ExpectMsg<Leadership.Asked>();
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

    private void Look() => _leadership.Look(
        View, new ClusterSession(0, TimeSpan.FromSeconds(5), TimeSpan.Zero), TimeSpan.Zero);

    private void Write(IEnumerable<string> services) => _leadership.Write(
        [.. services.Select(s => (s, (Assignment?)new Assignment(_leadership.Epoch!.Value, 0, [new NodeShare("n1", 1, 1)])))], [], View);

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
        _small.Client.Cut();
        Assert.Single(Hear(1));
        Assert.True(_leadership.IsReady(View));
        _small.Client.Heal();
        _kit.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(100, Written.Count);
    }

    [Fact]
    public void An_etcd_that_takes_less_gets_smaller_parts()
    {
        _small.Most = 30;
        Write(Many(100));
        Assert.Empty(Hear(7)); // 100, 50, 25, 25, 50, 25, 25
        Assert.Equal(Many(100), Written);
    }

    [Fact]
    public void One_that_is_refused_alone_is_named_the_others_are_written_and_it_is_tried_again_when_it_is_decided_otherwise()
    {
        _small.Hates = "s0002";
        Write(Many(5));
        var problem = Assert.Single(Hear(5)); // 0-4, 0-1, 2-4, 2, 3-4
        Assert.Contains("that of s0002, ", problem, StringComparison.Ordinal);
        Assert.Equal(["s0000", "s0001", "s0003", "s0004"], Written);
        var asked = _small.Asked;
        Write(["s0002"]);
        Assert.Equal(asked, _small.Asked);
        Assert.True(_leadership.IsReady(View));
        _leadership.Write([("s0002", new Assignment(_leadership.Epoch!.Value, 7, []))], [], View);
        Assert.Single(Hear(1));
        Assert.Equal(asked + 1, _small.Asked);
    }

    /// <summary>Takes less in one transaction than others.</summary>
    private sealed class SmallEtcd(FakeEtcdClient client) : IEtcd
    {
        public FakeEtcdClient Client => client;

        public int Most { get; set; } = 128;

        public string? Hates { get; set; }

        public int Asked { get; private set; }

        public Task<TxnReply> CommitAsync(Txn txn, CancellationToken cancellation = default)
        {
            Asked++;
            return txn.Then.Length > Most || txn.Then.Any(o => o is Operation.Put put && put.Key == Views.Keys.Assignment(Hates ?? "-"))
                ? Task.FromException<TxnReply>(new EtcdException(EtcdFailure.Refused, "etcdserver: too much"))
                : client.CommitAsync(txn, cancellation);
        }

        public Task<RangeReply> RangeAsync(KeyRange range, CancellationToken cancellation = default) =>
            client.RangeAsync(range, cancellation);

        public Task<Lease> GrantAsync(TimeSpan ttl, CancellationToken cancellation = default) =>
            client.GrantAsync(ttl, cancellation);

        public Task<TimeSpan?> KeepAliveAsync(long lease, CancellationToken cancellation = default) =>
            client.KeepAliveAsync(lease, cancellation);

        public Task RevokeAsync(long lease, CancellationToken cancellation = default) => client.RevokeAsync(lease, cancellation);

        public IDisposable Watch(KeyRange range, long fromRevision, Action<WatchNews> listener) =>
            client.Watch(range, fromRevision, listener);
    }
}
