using ControlPlane.Etcd;
using ControlPlane.Node.Cluster;
using ControlPlane.Node.Cluster.Keys;
using ControlPlane.Platform.Machine;

namespace ControlPlane.Hosting;

/// <summary>
/// Before a node starts: nobody else has its name. One that holds it has a lease; if it has died, that ends, so it is
/// waited for. Where etcd does not answer nothing is known, and the node starts: it never depends on etcd.
/// </summary>
internal static class NameClaim
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(1);

    /// <exception cref="MachineException">Another node holds the name, for longer than a lease.</exception>
    public static async Task CheckAsync(
        ClusterPlan plan, Guid uuid, IEtcd etcd, TimeProvider time, Action<string> notice)
    {
        var began = time.GetTimestamp();
        var told = false;
        try
        {
            while (await HolderAsync(plan, uuid, etcd) is { } holder)
            {
                var text = $"cluster: the name {plan.Node.Name} is held by another node (uuid {holder.Uuid}, at "
                    + $"{holder.Address})";
                if (time.GetElapsedTime(began) > plan.Lease + Margin)
                {
                    throw new MachineException(
                        $"{text}; give this node another cluster.node.name, or shut that one down", "EEXIST");
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

    private static async Task<NodeRegistration?> HolderAsync(ClusterPlan plan, Guid uuid, IEtcd etcd)
    {
        var keys = new ClusterKeys(plan.Name);
        var reply = await etcd.RangeAsync(KeyRange.One(keys.Node(plan.Node.Name)));
        return reply.Items is [var item] && ClusterCodec.Decode<NodeRegistration>(item.Value).Is(out var holder)
            && holder.Uuid != uuid
            ? holder
            : null;
    }
}
