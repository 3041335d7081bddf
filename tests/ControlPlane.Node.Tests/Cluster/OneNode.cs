using ControlPlane.Etcd;
using ControlPlane.Node.Cluster;

namespace ControlPlane.Node.Tests.Cluster;

/// <summary>What the parts of a cluster actor are made with, where only etcd matters.</summary>
internal static class OneNode
{
    /// <summary>n1, with a lease of 5 s and a grace of 2 s; it asks no peers.</summary>
    public static ClusterSetup On(IEtcd etcd) => new(
        new ClusterPlan(
            "test", new ClusterNodePlan("n1", [], new PeerListen("127.0.0.1", 0, true), null, 10, null),
            new EtcdPlan([], null, null, null, null, null, TimeSpan.FromSeconds(2)),
            TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(2), OnLost.Keep, null),
        etcd, null!, new Guid(1, 0, 0, new byte[8]), 1, "127.0.0.1:1", 1L << 30, "1.0.0")
    {
        NewToken = () => "",
    };
}
