using ControlPlane.Etcd;
using ControlPlane.Node.Cluster.Keys;
using ControlPlane.Node.Cluster.View;

namespace ControlPlane.Node.Tests.Simulation.Cluster;

/// <summary>
/// Two nodes do not act on different epochs: no assignment comes to stand in etcd under another epoch than that of
/// the leader of that revision, and nobody even tries to write one when a later epoch began longer than a lease ago.
/// </summary>
internal sealed class EpochRule(ClusterWorld world)
{
    private readonly ClusterKeys _keys = new(ClusterWorld.Name);
    private readonly List<(long Epoch, TimeSpan Since)> _epochs = [];

    public string? Look(ClusterView before, ClusterView view)
    {
        if (view.Leader is { } leader && leader.Created != before.Leader?.Created)
        {
            _epochs.Add((leader.Created, world.Time.Elapsed));
        }

        var written = view.Assignments.FirstOrDefault(a => a.Value.Modified == view.Revision);
        return written.Value is { } assignment && assignment.Value.Epoch != view.Leader?.Created
            ? $"the assignment of {written.Key} is written in the epoch {assignment.Value.Epoch}, "
                + $"while that of the leader is {view.Leader?.Created}"
            : null;
    }

    public string? Sends(string node, Txn txn)
    {
        foreach (var put in txn.Then.OfType<Operation.Put>().Where(
            p => _keys.Parse(p.Key) is { Kind: ClusterKeyKind.Assignment }))
        {
            if (ClusterCodec.Decode<Assignment>(put.Value).Is(out var assignment)
                && _epochs.FirstOrDefault(e => e.Epoch > assignment.Epoch) is { Epoch: > 0 } later
                && world.Time.Elapsed - later.Since > ClusterWorld.Lease)
            {
                return $"{node} decides in the epoch {assignment.Epoch}; "
                    + $"that of {later.Epoch} began after {later.Since}";
            }
        }

        return null;
    }
}
