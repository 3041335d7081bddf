using ControlPlane.Node.Controller.Configuration;

namespace ControlPlane.Node.Cluster;

/// <summary>A checked <c>cluster</c> section.</summary>
/// <param name="Name">Of the cluster, as <see cref="Node"/>'s name: 1 to 64 letters, digits, <c>_ . -</c>.</param>
/// <param name="Node">This node.</param>
/// <param name="Etcd">Where the cluster's state is.</param>
/// <param name="Lease">2 s to 1 min, whole seconds: a node that is silent for so long counts as unreachable.</param>
/// <param name="Grace">0 to 1 h: and so much later its containers are placed elsewhere.</param>
/// <param name="OnLost">What becomes of the cluster's containers on a node that is cut off.</param>
/// <param name="Tls">Null: plain HTTP, on loopback only.</param>
internal sealed record ClusterPlan(
    string Name, ClusterNodePlan Node, EtcdPlan Etcd, TimeSpan Lease, TimeSpan Grace, OnLost OnLost, PeerTlsPlan? Tls);

/// <param name="Name">Unique in the cluster.</param>
/// <param name="Labels">For placement; by name.</param>
/// <param name="Listen">Where peers reach it; port 0: a free one. Anything but loopback needs TLS.</param>
/// <param name="Advertise">What peers are told, where that is another address (<c>10.0.0.1:8443</c>); null: that of
/// Listen.</param>
/// <param name="Containers">1 to 1,000,000 places for containers.</param>
/// <param name="Memory">Bytes for containers; null: that of the machine.</param>
internal sealed record ClusterNodePlan(
    string Name, ValueList<NodeLabel> Labels, PeerListen Listen, string? Advertise, int Containers, long? Memory);

internal sealed record NodeLabel(string Name, string Value);

/// <param name="Host">An IP address (v6 without brackets).</param>
/// <param name="Port">0: a free one.</param>
/// <param name="Loopback">Nobody outside this machine reaches it.</param>
internal sealed record PeerListen(string Host, int Port, bool Loopback);

/// <param name="Endpoints">At least one; <c>http://</c> or <c>https://</c>.</param>
/// <param name="User">Null: none.</param>
/// <param name="PasswordFile">Absolute; its first line. Set exactly if a user is.</param>
/// <param name="Ca">Absolute; PEM. Null: the system's.</param>
/// <param name="Certificate">Absolute; PEM. Null: none is shown.</param>
/// <param name="Key">Absolute; PEM. Set exactly if a certificate is.</param>
/// <param name="Timeout">100 ms to 1 min: for one request to one endpoint.</param>
internal sealed record EtcdPlan(
    ValueList<Uri> Endpoints, string? User, string? PasswordFile, string? Ca, string? Certificate, string? Key,
    TimeSpan Timeout);

/// <param name="Certificate">Absolute; PEM.</param>
/// <param name="Key">Absolute; PEM.</param>
/// <param name="Ca">Absolute; PEM: who signs the certificates of peers.</param>
internal sealed record PeerTlsPlan(string Certificate, string Key, string Ca);

internal enum OnLost
{
    /// <summary>They run on: while the node is cut off there may be more than wanted.</summary>
    Keep,

    /// <summary>They end before lease and grace are over.</summary>
    Stop,
}
