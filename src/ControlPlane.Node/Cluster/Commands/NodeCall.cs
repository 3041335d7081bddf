using ControlPlane.Contracts.Admin;
using ControlPlane.Etcd;
using ControlPlane.Node.Admin;
using ControlPlane.Node.Cluster.Keys;
using ControlPlane.Node.Cluster.View;

namespace ControlPlane.Node.Cluster.Commands;

/// <summary>
/// drain and undrain: written down; a drain is done when the node says that it has no container any more. Of one that
/// says nothing that is not known.
/// </summary>
internal sealed class NodeCall : ClusterCall
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    private readonly AdminProtocol.Command _request;
    private readonly string _node;
    private readonly bool _drain;
    private readonly ClusterKeys _keys;
    private long _revision;

    public NodeCall(AdminProtocol.Command request, string node, bool drain, CallScope scope) : base(request, scope)
    {
        _request = request;
        _node = node;
        _drain = drain;
        _keys = new ClusterKeys(scope.Cluster.Plan.Name);
    }

    protected override void Seen(MembershipProtocol.Picture picture)
    {
        // A mark may be left of a node that is not known any more: the next one of its name would get no container.
        if (picture.Nodes.All(n => n.Node != _node) && (_drain || !picture.View.Drains.ContainsKey(_node)))
        {
            Reply(PeerList.Unknown(picture, _node));
            return;
        }

        Ask(new MembershipProtocol.Write(AuditText.Of(_request), Change));
    }

    protected override void Written(long revision)
    {
        if (!_drain || !_request.Patience.Wait)
        {
            Reply(new AdminProtocol.Done(_drain ? $"{_node} is being drained" : $"{_node} takes containers again"));
            return;
        }

        _revision = revision;
        Ask(new MembershipProtocol.Until(
            $"drain {_node}",
            now => IsOvertaken(now) || DrainProgress.IsGone(now, _node) ? null : DrainProgress.Missing(now, _node),
            _request.Patience.Timeout ?? Longest)
        {
            Wrap = (reply, now) => now switch
            {
                _ when IsOvertaken(now) => Overtaken,
                _ when DrainProgress.IsGone(now, _node) => Gone,
                _ when reply is AdminProtocol.Done =>
                    new AdminProtocol.Done($"{_node} is drained: it has no containers"),
                _ => reply,
            },
        });
    }

    protected override void Held(AdminProtocol.Done done) => Reply(done);

    private Intent Change(ClusterView view)
    {
        var key = _keys.Drain(_node);
        var by = ClusterCodec.Encode(new NodeDrain(Cluster.Name));
        return new Intent.Change(Txn.Of(_drain ? new Operation.Put(key, by) : new Operation.Delete(KeyRange.One(key))));
    }

    private AdminProtocol.Refused Overtaken => new(
        Refusal.Conflict,
        $"drain {_node} was overtaken by undrain.",
        "Two operators work on this node; look with: cplane nodes");

    private AdminProtocol.Refused Gone => new(
        Refusal.NotInTime,
        $"{_node} is gone: it is marked as drained, and whether its containers run is not known.",
        $"When it is back it ends them: drain it again then, to be sure. If it never comes back: cplane forget {_node}");

    private bool IsOvertaken(MembershipProtocol.Standing standing) =>
        standing.View.Revision >= _revision && !standing.View.Drains.ContainsKey(_node);
}
