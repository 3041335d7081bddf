using ControlPlane.Contracts.Admin;
using ControlPlane.Contracts.Statuses;
using ControlPlane.Etcd;
using ControlPlane.Node.Admin;
using ControlPlane.Node.Cluster.Keys;
using ControlPlane.Node.Cluster.View;

namespace ControlPlane.Node.Cluster.Commands;

/// <summary>
/// forget: takes away what is left of a node that never comes back, its drain mark included. One that is back meanwhile
/// is not forgotten; one that comes back later is a node like any new one.
/// </summary>
internal sealed class ForgetCall(ClusterProtocol.ForgetNode request, CallScope scope) : ClusterCall(request, scope)
{
    private readonly ClusterKeys _keys = new(scope.Cluster.Plan.Name);

    protected override void Seen(MembershipProtocol.Picture picture)
    {
        switch (picture.Nodes.FirstOrDefault(n => n.Node == request.Node)?.State)
        {
            case null when !picture.View.Drains.ContainsKey(request.Node):
                Reply(PeerList.Unknown(picture, request.Node));
                break;
            case null or NodeState.Gone:
                Ask(new MembershipProtocol.Write(AuditText.Of(request), Change));
                break;
            case NodeState.Unreachable:
                Reply(NotGone("is unreachable, and may be back soon", "Try again when it is gone: cplane nodes"));
                break;
            default:
                Reply(NotGone("is there", "A node that is shut down is forgotten by itself: cplane shutdown"));
                break;
        }
    }

    protected override void Written(long revision) => Reply(new AdminProtocol.Done($"{request.Node} is forgotten"));

    private Intent Change(ClusterView view) => view.Nodes.ContainsKey(request.Node)
        ? new Intent.None(NotGone("is back", "Look with: cplane nodes"))
        : new Intent.Change(new Txn(
            [new Comparison.CreatedAt(_keys.Node(request.Node), 0)],
            [
                new Operation.Delete(KeyRange.One(_keys.Member(request.Node))),
                new Operation.Delete(KeyRange.One(_keys.Drain(request.Node))),
            ],
            []));

    private AdminProtocol.Refused NotGone(string state, string hint) =>
        new(Refusal.Conflict, $"{request.Node} {state}; only a node that is gone can be forgotten.", hint);
}
