using ControlPlane.Etcd;
using ControlPlane.Node.Cluster;
using ControlPlane.Node.Cluster.Keys;
using ControlPlane.Node.Cluster.Session;
using ControlPlane.Platform.Machine;
using ControlPlane.Platform.NodeDirectory;

namespace ControlPlane.Hosting;

/// <summary>
/// Before a node starts: nobody else has its name, nor its identity. One that holds it has a lease; if it has died,
/// that ends, so it is waited for. Where etcd does not answer nothing is known, and the node starts: it never depends
/// on etcd.
/// </summary>
internal static class NameClaim
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(1);

    /// <exception cref="MachineException">Another node holds the name, for longer than a lease.</exception>
    public static async Task CheckAsync(
        ClusterPlan plan, NodeIdentity identity, IEtcd etcd, TimeProvider time, Action<string> notice)
    {
        var began = time.GetTimestamp();
        var told = false;
        try
        {
            while (await HolderAsync(plan, identity, etcd) is { } holder)
            {
                var text = $"cluster: the name {plan.Node.Name} is held by another node (uuid {holder.Uuid}, at "
                    + $"{holder.Address})";
                if (time.GetElapsedTime(began) > plan.Lease + Margin)
                {
                    throw new MachineException(
                        holder.Uuid == identity.Uuid
                            ? $"{text} with the same node-id; {NameHolders.WayOut}"
                            : $"{text}; give this node another cluster.node.name, or shut that one down",
                        "EEXIST");
                }

                if (!told)
                {
                    told = true;
                    notice($"{text}; waiting up to {(plan.Lease + Margin).TotalSeconds:0.#} s for its lease to end");
                }

                await Task.Delay(Glance, time);
            }
        }
        catch (EtcdException e)
        {
            notice($"cluster: etcd does not answer ({e.Message}); this node starts, and joins when it does");
        }
    }

    private static async Task<NodeRegistration?> HolderAsync(ClusterPlan plan, NodeIdentity identity, IEtcd etcd)
    {
        var keys = new ClusterKeys(plan.Name);
        var reply = await etcd.RangeAsync(KeyRange.One(keys.Node(plan.Node.Name)));
        return reply.Items is [var item] && ClusterCodec.Decode<NodeRegistration>(item.Value).Is(out var holder)
            && NameHolders.Of(holder, identity.Uuid, identity.Incarnation) != NameHolder.Predecessor
            ? holder
            : null;
    }
}
