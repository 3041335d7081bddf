using ControlPlane.Etcd;
using ControlPlane.Node.Cluster.Agent;
using ControlPlane.Node.Cluster.Keys;
using ControlPlane.Node.Cluster.Leading;
using ControlPlane.Node.Cluster.Session;
using ControlPlane.Node.Cluster.View;
using ControlPlane.Node.Controller.Configuration;
using ControlPlane.Node.Tests.Cluster.View;
using ControlPlane.Node.Tests.Simulation.Cluster;
using ControlPlane.TestKit;

namespace ControlPlane.Node.Tests.Cluster.Agent;

public sealed class ReportWriterSpec
{
    private readonly SteppedKit _kit = SteppedKit.Create();
    private readonly FakeEtcdClient _etcd;
    private readonly TestProbe _self;
    private readonly ReportWriter _writer;
    private readonly List<WatchEvent> _seen = [];
    private readonly ClusterMirror _mirror = new(Views.Keys, (_, _) => { });
    private readonly ClusterSession _session;
    private readonly StringWriter _log = new();

    public ReportWriterSpec()
    {
        _etcd = new FakeEtcd(_kit.Time).Client("n1");
        _self = _kit.Probe("self");
        _writer = new ReportWriter(
            OneNode.On(_etcd), Views.Keys, _self.Ref, new SetTimers(), new SimulatedLog(_log, "n1", _kit.Time));
        var lease = Told(_etcd.GrantAsync(TimeSpan.FromMinutes(9))).Id;
        _session = new ClusterSession(lease, TimeSpan.FromMinutes(9), TimeSpan.Zero);
        _etcd.Watch(Views.Keys.All, 1, news =>
        {
            if (news is WatchNews.Changes changes)
            {
                _seen.AddRange(changes.Events);
                _mirror.Apply(changes);
            }
        });
    }

    private ClusterView View => _mirror.View;

    private static NodeReport Report(int containers) => new([], containers);

    private static NodeFile File(int threads) => new([ClusterService.Of(Views.Service("web", threads)).Rules]);

    /// <summary>A second has passed; what is written then, by the names of its keys.</summary>
    private string Write(NodeStatement? news)
    {
        _seen.Clear();
        _writer.Rested(news, _session);
        _kit.Advance(TimeSpan.FromSeconds(1));
        foreach (var written in _self.Drain().OfType<ReportWriter.Written>())
        {
            Assert.Null(_writer.Hear(written));
        }

        return string.Join(' ', _seen.Select(e => (e.Deleted ? "-" : "") + e.Key.Key[Views.Keys.Prefix.Length..]));
    }

    private T Told<T>(Task<T> task)
    {
        _kit.Advance(TimeSpan.FromSeconds(1));
        return task.Result;
    }

    [Fact]
    public void Before_it_knows_what_it_has_it_says_nothing() => Assert.Equal("", Write(null));

    [Fact]
    public void The_file_goes_with_the_first_report_at_the_same_revision_and_then_only_when_it_is_news()
    {
        var file = File(1);
        Assert.Equal("status/n1 files/n1", Write(new NodeStatement(Report(0), file)));
        Assert.Equal(View.Reports["n1"].Modified, View.Files["n1"].Modified);
        Assert.All(_seen, e => Assert.Equal(_session.Lease, e.Key.Lease));
        Assert.Equal("", Write(new NodeStatement(Report(0), file)));
        Assert.Equal("status/n1", Write(new NodeStatement(Report(1), file)));
        Assert.Equal("status/n1 files/n1", Write(new NodeStatement(Report(1), File(2))));
    }

    [Fact]
    public void A_file_that_is_not_in_force_any_more_is_taken_back()
    {
        Write(new NodeStatement(Report(0), File(1)));
        Assert.Equal("status/n1 -files/n1", Write(new NodeStatement(Report(0), null)));
        Assert.Equal("status/n1", Write(new NodeStatement(Report(1), null)));
        Assert.Empty(View.Files);
    }

    [Fact]
    public void What_somebody_has_overwritten_is_written_again()
    {
        var news = new NodeStatement(Report(0), File(1));
        Write(news);
        Told(_etcd.CommitAsync(Txn.Of(new Operation.Put(Views.Keys.File("n1"), "?"))));
        _writer.See(View);
        Assert.Equal("status/n1 files/n1", Write(news));
        _writer.See(View);
        Assert.Equal("", Write(news));
    }

    [Fact]
    public void Under_a_new_lease_all_of_it_is_written_again()
    {
        var news = new NodeStatement(Report(0), File(1));
        Write(news);
        _writer.Forget();
        Assert.Equal("status/n1 files/n1", Write(news));
    }

    [Fact]
    public void It_rests_after_each_but_not_under_a_new_lease()
    {
        var news = new NodeStatement(Report(0), File(1));
        Write(news);
        _seen.Clear();
        _writer.Look(new NodeStatement(Report(1), File(1)), _session);
        _kit.Advance(ReportWriter.Every);
        Assert.Empty(_seen);
        _writer.Forget();
        _writer.Look(news, _session);
        _kit.Advance(ReportWriter.Every);
        Assert.Equal(2, _seen.Count);
    }

    [Fact]
    public void One_that_others_would_not_read_is_not_told()
    {
        var many = Enumerable.Range(0, KeyLimits.MostEntries + 1).Select(n => Views.Service($"s{n}", 1));
        var file = new NodeFile(ValueList.From(many.Select(s => ClusterService.Of(s).Rules)));
        Assert.Equal("status/n1", Write(new NodeStatement(Report(0), file)));
        _writer.See(View);
        Assert.Equal("", Write(new NodeStatement(Report(0), file)));
        Assert.Contains("as one key it", Assert.Single($"{_log}".Trim().Split('\n')), StringComparison.Ordinal);
    }
}
