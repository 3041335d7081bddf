using ControlPlane.Contracts.Admin;
using ControlPlane.Contracts.Statuses;

namespace ControlPlane.Node.Cluster.Commands;

/// <summary>
/// What all nodes have, as one list. Of nodes that do not answer soon nothing is known; nothing of them is shown, and
/// they are named.
/// </summary>
internal sealed class ListCall(AdminProtocol.Request request, CallScope scope) : ClusterCall(request, scope)
{
    private readonly List<string> _notices = [];

    protected override TimeSpan? AnswersWithin => TimeSpan.FromSeconds(3);

    protected override void Seen(MembershipProtocol.Picture picture)
    {
        _notices.AddRange(picture.Old);
        _notices.AddRange(PeerList.Silent(picture).Where(n => n.Node != Cluster.Name)
            .Select(n => $"{n.Node} is unreachable; what it has is not shown"));
        AskNodes(picture, PeerList.PresentWith(Cluster.Name, picture), Request);
    }

    protected override void Gathered(IReadOnlyDictionary<string, AdminProtocol.Reply> answers)
    {
        // A service that one node does not know may be another's, perhaps of one that did not answer.
        var refusal = answers.Values.OfType<AdminProtocol.Refused>()
            .OrderBy(r => r.Why == Refusal.Unknown).FirstOrDefault();
        var answered = answers.Values.Where(a => a is AdminProtocol.Services or AdminProtocol.Containers).ToList();
        var silent = answers.Where(a => a.Value is AdminProtocol.Refused { Why: not Refusal.Unknown })
            .Select(a => $"what {a.Key} has is not shown: {((AdminProtocol.Refused)a.Value).Error}");
        AdminProtocol.Reply reply = answered switch
        {
            [] when refusal is not null => refusal,
            [] => new AdminProtocol.Refused(
                Refusal.Unavailable, "No node of the cluster is there.", "Look with: cplane nodes"),
            [AdminProtocol.Services, ..] => new AdminProtocol.Services(
                Merged(answers.SelectMany(a => Rows(a.Key, a.Value)))),
            _ => new AdminProtocol.Containers(
                [.. answered.OfType<AdminProtocol.Containers>().SelectMany(a => a.Items)]),
        };
        Reply(reply with { Notices = [.. _notices, .. silent] });
    }

    private static IEnumerable<ServiceStatus> Rows(string node, AdminProtocol.Reply answer) =>
        (answer as AdminProtocol.Services)?.Items.Select(row => row with
        {
            Nodes = new SortedDictionary<string, int>(StringComparer.Ordinal) { [node] = row.Containers },
        }) ?? [];

    /// <summary>One row a service, in the order in which they are met.</summary>
    internal static IReadOnlyList<ServiceStatus> Merged(IEnumerable<ServiceStatus> rows) =>
        [.. rows.GroupBy(row => row.Service, StringComparer.Ordinal).Select(group => group.Aggregate(Merge))];

    private static ServiceStatus Merge(ServiceStatus one, ServiceStatus other) => new(
        one.Service,
        Merge(one.State, other.State),
        one.Desired + other.Desired,
        one.Ready + other.Ready,
        one.Containers + other.Containers,
        Merge(one.Protocols, other.Protocols),
        Sum(one.Capacity, other.Capacity),
        Sum(one.Free, other.Free))
    {
        Nodes = one.Nodes is null ? other.Nodes : new SortedDictionary<string, int>(
            one.Nodes.Concat(other.Nodes ?? new Dictionary<string, int>()).ToDictionary(StringComparer.Ordinal),
            StringComparer.Ordinal),
    };

    /// <summary>What is unusual on one node is said of the whole; down is only what is down everywhere.</summary>
    private static ServiceState Merge(ServiceState one, ServiceState other) => (one, other) switch
    {
        _ when one == other => one,
        (ServiceState.Restarting, _) or (_, ServiceState.Restarting) => ServiceState.Restarting,
        (ServiceState.Enabled, _) or (_, ServiceState.Enabled) => ServiceState.Enabled,
        _ => ServiceState.Disabled,
    };

    private static IReadOnlyList<ProtocolStatus> Merge(
        IReadOnlyList<ProtocolStatus> one, IReadOnlyList<ProtocolStatus> other) =>
    [
        .. one.Concat(other).GroupBy(p => p.Name, StringComparer.Ordinal).Select(group => new ProtocolStatus(
            group.Key, [.. group.SelectMany(p => p.Addresses).Distinct(StringComparer.Ordinal)])),
    ];

    private static long? Sum(long? one, long? other) => one is null && other is null ? null : (one ?? 0) + (other ?? 0);
}
