using ControlPlane.Contracts.Admin;
using ControlPlane.Node.Admin;
using ControlPlane.Node.Cluster.Keys;
using ControlPlane.Node.Cluster.Leading;
using ControlPlane.Node.Cluster.Placement;
using ControlPlane.Node.Controller.Configuration;

namespace ControlPlane.Node.Cluster.Commands;

/// <summary>
/// apply, rollback and plan: the configuration of the whole cluster is read here first; a bad one changes nothing. Then
/// it is written down, and every node says whether it is in force there.
/// </summary>
internal sealed class ConfigCall : ClusterCall
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    private readonly AdminProtocol.Request _request;
    private readonly AdminProtocol.Patience _patience;
    private readonly ClusterKeys _keys;
    private readonly CallScope _scope;
    private MembershipProtocol.Picture? _before;
    private (string Origin, string Text) _what;
    private NodePlan? _plan;
    private IReadOnlyList<string> _lines = [];
    private long _revision;

    public ConfigCall(AdminProtocol.Request request, CallScope scope) : base(request, scope)
    {
        _request = request;
        _scope = scope;
        _patience = (request as AdminProtocol.Command)?.Patience ?? AdminProtocol.Patience.Default;
        _keys = new ClusterKeys(scope.Cluster.Plan.Name);
        Receive<MembershipProtocol.Judged>(m => Judged(m.Result));
    }

    private TimeSpan Within => LeftOf(_patience.Timeout ?? Longest);

    protected override void Seen(MembershipProtocol.Picture picture)
    {
        if (_revision > 0)
        {
            AskNodes(picture, PeerList.Present(picture), new ClusterProtocol.Await(
                null,
                Math.Max(_revision, ClusterDecision.Revision(picture.View, _plan!.Services.Select(s => s.Name))),
                new AdminProtocol.Patience(true, Within)));
            return;
        }

        _before = picture;
        if (Find(picture) is { } what)
        {
            _what = what;
            _scope.Controller.Tell(
                new MembershipProtocol.Judge(new PlanOverlay(what.Text, what.Origin)), Self);
        }
    }

    protected override void Written(long revision)
    {
        _revision = revision;
        if (!_patience.Wait)
        {
            Reply(new AdminProtocol.Done($"{_what.Origin} is accepted", _lines));
            return;
        }

        Ask(new MembershipProtocol.Until(AuditText.Of(_request), MissingOfTheLeader, Within));
    }

    protected override void Held() => Look();

    protected override void Gathered(IReadOnlyDictionary<string, AdminProtocol.Reply> answers)
    {
        var refused = answers.Where(a => a.Value is AdminProtocol.Refused)
            .Select(a => $"{a.Key}: {((AdminProtocol.Refused)a.Value).Error}").ToList();
        Reply(refused.Count == 0
            ? new AdminProtocol.Done($"{_what.Origin} is in force on {string.Join(", ", answers.Keys)}", _lines)
            : new AdminProtocol.Refused(
                Refusal.NotInTime,
                $"{_what.Origin} is written, but not in force everywhere: {string.Join("; ", refused)}",
                "The nodes keep trying; look with: cplane nodes. Back with: cplane rollback"));
    }

    /// <summary>What is to be in force; null: refused.</summary>
    private (string Origin, string Text)? Find(MembershipProtocol.Picture picture)
    {
        switch (_request)
        {
            case ClusterProtocol.Apply apply: return (apply.Origin, apply.Text);
            case ClusterProtocol.Plan plan: return (plan.Origin, plan.Text);
            case ClusterProtocol.Rollback rollback:
                var present = picture.View.Config?.Value.Number ?? 0;
                var wanted = rollback.Version
                    ?? picture.View.Versions.Keys.Where(n => n < present).DefaultIfEmpty(0).Max();
                if (picture.View.Versions.GetValueOrDefault(wanted)?.Value is { } version)
                {
                    return (version.Origin, version.Text);
                }

                var known = string.Join(", ", picture.View.Versions.Keys);
                Reply(new AdminProtocol.Refused(
                    Refusal.Conflict,
                    rollback.Version is null
                        ? "There is no version before the present one."
                        : $"There is no version {wanted}.",
                    $"Versions that can be had: {(known.Length == 0 ? "none; nothing was applied yet" : known)}."));
                return null;
            default: throw new InvalidOperationException($"{_request.GetType().Name} has no configuration");
        }
    }

    private void Judged(NodePlanResult result)
    {
        if (!result.Ok)
        {
            Reply(new AdminProtocol.Refused(
                Refusal.BadConfiguration, result.ErrorText, "Nothing was changed. Mend the file, and apply it again."));
            return;
        }

        _plan = result.Plan;
        _lines = ConfigEffect.Lines(_before!, result.Plan);
        if (_request is ClusterProtocol.Plan)
        {
            Reply(new ClusterProtocol.Planned(_lines));
            return;
        }

        Ask(new MembershipProtocol.Write(
            AuditText.Of(_request),
            view => ConfigChange.Of(
                view, _keys, _what.Origin, _what.Text, _scope.Caller.ToString(),
                ConfigEffect.Replaced(_before!, view, _plan))));
    }

    private string? MissingOfTheLeader(MembershipProtocol.Standing standing) => _plan!.Services
        .Where(s => s.Placement.Scope == PlacementScope.Cluster)
        .Select(s => ClusterDecision.Missing(standing.View, s.Name, _revision))
        .FirstOrDefault(missing => missing is not null);
}
