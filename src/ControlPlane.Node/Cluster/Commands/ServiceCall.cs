using ControlPlane.Contracts.Admin;
using ControlPlane.Node.Admin;
using ControlPlane.Node.Cluster.Keys;
using ControlPlane.Node.Cluster.Leading;

namespace ControlPlane.Node.Cluster.Commands;

/// <summary>
/// enable, disable, restart, restart-all, scale: written down for the whole cluster; then the leader places, where it
/// is his to place; then every node says that it has done its part.
/// </summary>
internal sealed class ServiceCall : ClusterCall
{
    private readonly AdminProtocol.Command _request;
    private readonly string? _name;
    private readonly string _what;
    private readonly ClusterKeys _keys;
    private IReadOnlyList<ClusterService> _services = [];
    private readonly SortedDictionary<string, AdminProtocol.Reply> _confirmed = new(StringComparer.Ordinal);
    private List<string> _silent = [];
    private long _revision;

    /// <param name="request">The command.</param>
    /// <param name="service">Null: all that are enabled.</param>
    /// <param name="scope">Who asks.</param>
    public ServiceCall(AdminProtocol.Command request, string? service, CallScope scope) : base(request, scope)
    {
        _request = request;
        _name = service;
        _what = AuditText.Of(request);
        _keys = new ClusterKeys(scope.Cluster.Plan.Name);
    }

    private bool IsOfTheLeader => _services.Any(s => s.IsOfTheCluster);

    private TimeSpan Within => LeftOf(_request.Patience.Timeout ?? Cluster.Plan.Lease + Cluster.Plan.Grace
        + _services.Select(s => s.Timeout).DefaultIfEmpty().Max());

    protected override void Seen(MembershipProtocol.Picture picture)
    {
        if (_revision == 0)
        {
            Begin(picture);
            return;
        }

        _silent = [.. PeerList.Silent(picture).Select(n => n.Node)];
        var others = PeerList.Present(picture).Where(n => !_confirmed.ContainsKey(n.Node)).ToList();
        if (others.Count == 0)
        {
            Conclude(picture);
            return;
        }

        AskNodes(picture, others, new ClusterProtocol.Await(
            _name,
            Math.Max(_revision, ClusterDecision.Revision(picture.View, _services.Select(s => s.Name))),
            new AdminProtocol.Patience(true, Within)));
    }

    protected override void Written(long revision)
    {
        _revision = revision;
        if (!_request.Patience.Wait)
        {
            Reply(new AdminProtocol.Done($"{_what}: accepted"));
        }
        else if (IsOfTheLeader)
        {
            Ask(new MembershipProtocol.Until(_what, MissingOfTheLeader, Within));
        }
        else
        {
            Look();
        }
    }

    /// <summary>The leader has decided it all.</summary>
    protected override void Held(AdminProtocol.Done done) => Look();

    /// <summary>Meanwhile another node may have come (back), and that one may not have heard of it yet.</summary>
    protected override void Gathered(IReadOnlyDictionary<string, AdminProtocol.Reply> answers)
    {
        foreach (var (node, reply) in answers)
        {
            _confirmed[node] = reply;
        }

        Look();
    }

    private void Conclude(MembershipProtocol.Picture picture)
    {
        if (picture.NoPart is { } problem)
        {
            Reply(problem with
            {
                Error = $"{_what} is written, and whether all nodes have done it is not known: {problem.Error}",
            });
            return;
        }

        // A node without the service has nothing to do.
        var refused = _confirmed
            .Where(a => a.Value is AdminProtocol.Refused { Why: not Refusal.Unknown })
            .Select(a => $"{a.Key}: {((AdminProtocol.Refused)a.Value).Error}")
            .Concat(_silent.Select(node => $"{node}: is unreachable, and does it when it is back"))
            .ToList();
        if (refused.Count > 0)
        {
            Reply(new AdminProtocol.Refused(
                Refusal.NotInTime, $"{_what} is written, but not confirmed by all nodes: {string.Join("; ", refused)}",
                "They keep trying; look with: cplane nodes, cplane containers"));
            return;
        }

        var done = _confirmed.Where(a => a.Value is AdminProtocol.Done).Select(a => a.Key)
            .DefaultIfEmpty("nobody: no node has it");
        Reply(new AdminProtocol.Done($"{_what}: done, confirmed by {string.Join(", ", done)}"));
    }

    private void Begin(MembershipProtocol.Picture picture)
    {
        var known = picture.Services();
        _services = _name is null
            ? [.. known.All.Where(s => picture.View.Desired(s.Name).Value.Enabled ?? s.Enabled)]
            : [.. known.All.Where(s => s.Name == _name)];
        if (_services.Count == 0)
        {
            Reply(_name is null
                ? new AdminProtocol.Done("no service is enabled")
                : known.Unknown(_name));
            return;
        }

        if (_services.Select(s => DesiredChange.Problem(_request, s)).FirstOrDefault(p => p is not null) is { } problem)
        {
            Reply(problem);
            return;
        }

        Ask(new MembershipProtocol.Write(_what, view => DesiredChange.Of(view, _keys, _services.Select(s => s.Name), _request)));
    }

    private string? MissingOfTheLeader(MembershipProtocol.Standing standing)
    {
        foreach (var service in _services.Where(s => s.IsOfTheCluster))
        {
            if (ClusterDecision.Missing(standing.View, service.Name, _revision) is { } missing)
            {
                return missing;
            }
        }

        return null;
    }
}
