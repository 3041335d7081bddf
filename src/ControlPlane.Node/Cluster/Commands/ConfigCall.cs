using ControlPlane.Contracts.Admin;
using ControlPlane.Node.Admin;
using ControlPlane.Node.Cluster.Keys;
using ControlPlane.Node.Cluster.Leading;
using ControlPlane.Node.Cluster.Placement;
using ControlPlane.Node.Cluster.View;
using ControlPlane.Node.Controller.Configuration;

namespace ControlPlane.Node.Cluster.Commands;

/// <summary>
/// apply, rollback and plan: the configuration of the whole cluster is read here first; a bad one changes nothing. Then
/// it is written down, and every node says whether it is in force there.
/// </summary>
internal sealed class ConfigCall : ClusterCall
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <summary>Where more services are touched, all are waited for.</summary>
    private const int MostNamed = 500;

    private readonly AdminProtocol.Request _request;
    private readonly AdminProtocol.Patience _patience;
    private readonly ClusterKeys _keys;
    private readonly CallScope _scope;
    private MembershipProtocol.Picture? _before;
    private ConfigWish _what = ConfigWish.OwnFiles;
    private NodePlan? _plan;
    private IReadOnlyList<string> _lines = [];
    private IReadOnlySet<string>? _touched;
    private IReadOnlyList<string> _notices = [];
    private string _text = "";
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
            _notices = [.. MissingAsBefore(picture.View)];
            AskNodes(picture, PeerList.Present(picture), new ClusterProtocol.Await(
                null,
                Math.Max(_revision, ClusterDecision.Revision(picture.View, _plan!.Services.Select(s => s.Name))),
                new AdminProtocol.Patience(true, Within))
            {
                Services = _touched is { Count: <= MostNamed } ? [.. _touched.Order(StringComparer.Ordinal)] : null,
            });
            return;
        }

        _before = picture;
        if (Find(picture) is { } what)
        {
            _what = what;
            _scope.Controller.Tell(new MembershipProtocol.Judge(what.Overlay), Self);
        }
    }

    protected override void Written(long revision)
    {
        _revision = revision;
        if (!_patience.Wait)
        {
            Reply(new AdminProtocol.Done($"{_text} is accepted", _lines));
            return;
        }

        Ask(new MembershipProtocol.Until(AuditText.Of(_request), MissingOfTheLeader, Within));
    }

    protected override void Held(AdminProtocol.Done done) => Look();

    protected override void Gathered(IReadOnlyDictionary<string, AdminProtocol.Reply> answers)
    {
        // A node without a service has nothing to do.
        var refused = answers.Where(a => a.Value is AdminProtocol.Refused { Why: not Refusal.Unknown })
            .Select(a => $"{a.Key}: {((AdminProtocol.Refused)a.Value).Error}").ToList();
        Reply(refused.Count == 0
            ? new AdminProtocol.Done($"{_text} is in force on {string.Join(", ", answers.Keys)}", _lines)
            {
                Notices = _notices,
            }
            : new AdminProtocol.Refused(
                Refusal.NotInTime, $"{_text} is written, but not in force everywhere: {string.Join("; ", refused)}",
                "Each node tries again every 30 s, and at a reload; look with: cplane nodes. Back with: cplane rollback"));
    }

    /// <summary>What is to be in force; null: refused.</summary>
    private ConfigWish? Find(MembershipProtocol.Picture picture)
    {
        switch (_request)
        {
            case ClusterProtocol.Apply apply: return new ConfigWish(apply.Origin, apply.Text);
            case ClusterProtocol.Plan plan: return new ConfigWish(plan.Origin, plan.Text);
            case ClusterProtocol.Rollback rollback:
                var (wish, problem) = ConfigHistory.Earlier(picture.View, rollback.Version);
                if (problem is not null)
                {
                    Reply(problem);
                }

                return wish;
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
        _touched = ConfigEffect.Touched(_before!, result.Plan, _what.Text is null);
        if (_request is ClusterProtocol.Plan)
        {
            Reply(new ClusterProtocol.Planned(_lines) { Notices = _before!.Old });
            return;
        }

        Ask(new MembershipProtocol.Write(AuditText.Of(_request), Change));
    }

    /// <summary>Asked until it can be written; what was asked last is.</summary>
    private Intent Change(ClusterView view)
    {
        var by = _scope.Caller.ToString();
        _text = ConfigText.Of(
            _what.Text is null ? 0 : ConfigChange.NumberOfNext(view), _what.Origin, _what.Copied?.By ?? by, _what.Of);
        return ConfigChange.Of(
            view, _keys, _what, (by, Node.Time.GetUtcNow()),
            ConfigEffect.Replaced(_before!, view, _plan!, _what.Text is null));
    }

    private string? MissingOfTheLeader(MembershipProtocol.Standing standing) => _plan!.Services
        .Where(s => s.Placement.Scope == PlacementScope.Cluster && _touched?.Contains(s.Name) != false)
        .Select(s => ClusterDecision.Missing(standing.View, s.Name, _revision))
        .FirstOrDefault(missing => missing is not null);

    /// <summary>What found no place before finds none now; that is no failure of this change.</summary>
    private IEnumerable<string> MissingAsBefore(ClusterView view) =>
        from service in _plan!.Services
        where _touched?.Contains(service.Name) == false
        let missing = view.Assignment(service.Name)?.Value.Missing ?? 0
        where missing > 0
        select $"not touched by this, and as before: {missing} containers of {service.Name} find no place "
            + $"(why: cplane placement {service.Name})";
}
