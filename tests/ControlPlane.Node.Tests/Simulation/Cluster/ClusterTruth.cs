using ControlPlane.Etcd;
using ControlPlane.Node.Cluster.Keys;
using ControlPlane.Node.Cluster.View;
using ControlPlane.TestKit;

namespace ControlPlane.Node.Tests.Simulation.Cluster;

/// <summary>
/// What stands in etcd, revision by revision, seen by somebody who is never cut off from it.
/// </summary>
internal sealed class ClusterTruth
{
    private readonly FakeEtcdClient _client;
    private readonly ClusterMirror _mirror;
    private readonly FakeEtcd _etcd;
    private readonly ClusterKeys _keys;

    public ClusterTruth(FakeEtcd etcd, ClusterKeys keys)
    {
        _etcd = etcd;
        _keys = keys;
        _client = etcd.Client("truth");
        (_client.RequestDelay, _client.AnswerDelay) = (TimeSpan.Zero, TimeSpan.Zero);
        _mirror = new ClusterMirror(keys, (_, _) => { });
        Read();
    }

    /// <summary>Hears of each revision: before, and after it.</summary>
    public Action<ClusterView, ClusterView> Changed { get; set; } = (_, _) => { };

    public ClusterView View => _mirror.View;

    private void Read()
    {
        var before = View;
        _mirror.Load(new RangeReply(_etcd.Revision, _etcd.Read(_keys.All)));
        _client.Watch(_keys.All, _etcd.Revision + 1, Hear);
        Changed(before, View);
    }

    private void Hear(WatchNews news)
    {
        switch (news)
        {
            case WatchNews.Compacted: Read(); break;
            case WatchNews.Changes changes:
                foreach (var revision in changes.Events.GroupBy(e => e.Key.ModRevision).OrderBy(g => g.Key))
                {
                    var before = View;
                    _mirror.Apply(new WatchNews.Changes(revision.Key, [.. revision]));
                    Changed(before, View);
                }

                break;
        }
    }
}
