using ControlPlane.Etcd;
using ControlPlane.Node.Cluster.Keys;
using ControlPlane.Node.Cluster.View;
using ControlPlane.TestKit;

namespace ControlPlane.Node.Tests.Simulation.Cluster;

/// <summary>What stands in etcd, seen by somebody who is never cut off from it.</summary>
internal sealed class ClusterTruth
{
    private readonly FakeEtcd _etcd;
    private readonly ClusterMirror _mirror;
    private readonly ClusterKeys _keys;
    private long _revision;

    public ClusterTruth(FakeEtcd etcd, ClusterKeys keys)
    {
        _etcd = etcd;
        _keys = keys;
        _mirror = new ClusterMirror(keys, (_, _) => { });
    }

    public ClusterView View
    {
        get
        {
            if (_etcd.Revision != _revision)
            {
                _revision = _etcd.Revision;
                _mirror.Load(new RangeReply(_revision, _etcd.Read(_keys.All)));
            }

            return _mirror.View;
        }
    }
}
