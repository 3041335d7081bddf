using ControlPlane.Contracts.Admin;
using ControlPlane.Etcd;
using ControlPlane.Node.Admin;
using ControlPlane.Node.Cluster.Keys;
using ControlPlane.Node.Cluster.View;

namespace ControlPlane.Node.Cluster.Commands;

/// <summary>drain and undrain: written down; a drain is done when the node has no container any more.</summary>
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
        if (picture.Nodes.All(n => n.Node != _node))
        {
            Reply(new AdminProtocol.Refused(
                Refusal.Unknown, $"There is no node [{_node}].",
                $"Nodes of the cluster: {string.Join(", ", picture.Nodes.Select(n => n.Node))}."));
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
        Ask(new MembershipProtocol.Until($"drain {_node}", Missing, _request.Patience.Timeout ?? Longest)
        {
            Wrap = (reply, now) => IsOvertaken(now) ? Overtaken : reply,
        });
    }

    protected override void Held() => Reply(new AdminProtocol.Done($"{_node} is drained: it has no containers"));

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

    private bool IsOvertaken(MembershipProtocol.Standing standing) =>
        standing.View.Revision >= _revision && !standing.View.Drains.ContainsKey(_node);

    private string? Missing(MembershipProtocol.Standing standing)
    {
        var view = standing.View;
        if (IsOvertaken(standing) || !view.Nodes.ContainsKey(_node))
        {
            return null; // It is not there, so nothing of it runs that anybody could end.
        }

        var assigned = view.Assignments
            .Where(a => a.Value.Value.Find(_node) is { Count: > 0 }).Select(a => a.Key).ToList();
        var left = view.Reports.GetValueOrDefault(_node)?.Value.Services.Where(s => s.Containers > 0).ToList();
        return (assigned, left) switch
        {
            (_, null) => $"{_node} has not said yet what it has",
            ({ Count: > 0 }, _) when view.Leader is null =>
                $"nobody leads, so {string.Join(", ", assigned)} stay where they are",
            ({ Count: > 0 }, _) => $"{string.Join(", ", assigned)} are not ready elsewhere yet",
            (_, { Count: > 0 }) =>
                $"{_node} still has {string.Join(", ", left.Select(s => $"{s.Containers} of {s.Service}"))}",
            _ => null,
        };
    }
}
