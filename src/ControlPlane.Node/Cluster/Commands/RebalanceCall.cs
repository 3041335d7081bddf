using ControlPlane.Contracts.Admin;
using ControlPlane.Node.Cluster.Keys;
using ControlPlane.Node.Cluster.Leading;

namespace ControlPlane.Node.Cluster.Commands;

/// <summary>
/// rebalance: the leader places the containers of one service anew, one after the other, ready first; then every node
/// says that it has done its part.
/// </summary>
internal sealed class RebalanceCall(ClusterProtocol.Rebalance request, CallScope scope) : ClusterCall(request, scope)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    private long _revision;

    private TimeSpan Within => LeftOf(request.Patience.Timeout ?? Longest);

    protected override void Seen(MembershipProtocol.Picture picture)
    {
        if (_revision > 0)
        {
            var decided = ClusterDecision.Revision(picture.View, [request.Service]);
            AskNodes(picture, PeerList.Present(picture), new ClusterProtocol.Await(
                request.Service, Math.Max(_revision, decided), new AdminProtocol.Patience(true, Within)));
            return;
        }

        var services = picture.Services();
        switch (services.Find(request.Service))
        {
            case null:
                Reply(services.Unknown(request.Service));
                break;
            case { IsOfTheCluster: false }:
                Reply(new AdminProtocol.Refused(
                    Refusal.Conflict,
                    $"{request.Service} runs on every node (placement.scope = node); there is nothing to balance.",
                    "Only services with placement.scope = cluster are moved."));
                break;
            default:
                Ask(new MembershipProtocol.Write($"rebalance {request.Service}", Change));
                break;
        }
    }

    protected override void Written(long revision)
    {
        _revision = revision;
        if (!request.Patience.Wait)
        {
            Reply(new AdminProtocol.Done($"{request.Service} is being rebalanced"));
            return;
        }

        Ask(new MembershipProtocol.Until(
            $"rebalance {request.Service}",
            standing => ClusterDecision.Missing(standing.View, request.Service, _revision),
            Within));
    }

    protected override void Held(AdminProtocol.Done done) => Look();

    protected override void Gathered(IReadOnlyDictionary<string, AdminProtocol.Reply> answers)
    {
        // A node without the service has nothing to do.
        var refused = answers.Where(a => a.Value is AdminProtocol.Refused { Why: not Refusal.Unknown })
            .Select(a => $"{a.Key}: {((AdminProtocol.Refused)a.Value).Error}").ToList();
        Reply(refused.Count == 0
            ? new AdminProtocol.Done($"{request.Service} is balanced")
            : new AdminProtocol.Refused(
                Refusal.NotInTime,
                $"{request.Service} is placed anew, but not confirmed by all nodes: {string.Join("; ", refused)}",
                "They keep trying; look with: cplane placement, cplane containers"));
    }

    private Intent Change(View.ClusterView view)
    {
        var keys = new ClusterKeys(Cluster.Plan.Name);
        var desired = view.Desired(request.Service).Value;
        return new Intent.Change(
            DesiredChange.OfEach(view, keys, [(request.Service, desired with { Rebalance = desired.Rebalance + 1 })]));
    }
}
