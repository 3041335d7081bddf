using ControlPlane.Contracts.Statuses;
using ControlPlane.Node.Cluster.Keys;
using ControlPlane.Node.Cluster.Leading;
using ControlPlane.Node.Cluster.Placement;
using ControlPlane.Node.Cluster.View;
using ControlPlane.Node.Services;

namespace ControlPlane.Node.Cluster.Agent;

/// <summary>
/// How far a node that goes down is with handing over what the leader has placed on it, and whether anybody takes it.
/// One that is equal to the one before is no news. Pure.
/// </summary>
/// <param name="Prospect">Whether it is worth waiting.</param>
/// <param name="Left">Containers that the leader has placed here: those that are here, or are to be.</param>
/// <param name="What">The same for people: <c>2 of web, 1 of shop</c>.</param>
/// <param name="Why">Why nobody takes them, now or ever; empty: somebody does.</param>
internal sealed record HandOver(Prospect Prospect, int Left, string What, string Why)
{
    /// <param name="self">The node that goes down.</param>
    /// <param name="services">What it runs.</param>
    /// <param name="report">What it has.</param>
    /// <param name="view">What is known of the cluster.</param>
    /// <param name="stateOf">How a node stands.</param>
    /// <param name="silence">Why nobody hears of this node; null: they do.</param>
    public static HandOver Of(
        string self, IEnumerable<ServicePlan> services, NodeReport report, ClusterView view,
        Func<string, NodeState> stateOf, string? silence)
    {
        var left = LeftOn(self, services, report, view);
        var (prospect, why) = left.Count == 0 ? (Prospect.Done, "") : Judge(self, view, stateOf, silence);
        return new HandOver(
            prospect, left.Sum(s => s.Count), string.Join(", ", left.Select(s => $"{s.Count} of {s.Service}")), why);
    }

    /// <summary>
    /// Whether another node has room for any of what is left, or may soon: worked out as the leader does it, which
    /// leaves on a node that drains what finds no place elsewhere. Not cheap in a large cluster.
    /// </summary>
    /// <param name="self">The node that goes down.</param>
    /// <param name="services">What it runs.</param>
    /// <param name="report">What it has.</param>
    /// <param name="ground">What is known of the cluster, in which this node drains.</param>
    public static bool FindsRoom(
        string self, IEnumerable<ServicePlan> services, NodeReport report, DecisionGround ground)
    {
        var nodes = ground.Nodes();
        var placement = ClusterDecision.Place(
            nodes, [.. ground.OfTheCluster.Select(s => new ServiceGround(ground, s))]);
        return nodes.Any(n => n.State == NodeState.Joining)
            || LeftOn(self, services, report, ground.View)
                .Any(s => s.Count > (placement.Of(s.Service)?.On(self) ?? 0));
    }

    private static List<(string Service, int Count)> LeftOn(
        string self, IEnumerable<ServicePlan> services, NodeReport report, ClusterView view) =>
    [
        .. services.Where(s => s.Placement.Scope == PlacementScope.Cluster).Select(s => (s.Name, Count: Math.Max(
                view.Assignment(s.Name)?.Value.Find(self)?.Count ?? 0,
                report.Services.FirstOrDefault(r => r.Service == s.Name)?.Containers ?? 0)))
            .Where(s => s.Count > 0),
    ];

    /// <summary>
    /// One that has still to join is hoped for: of two nodes the second may be replaced as soon as the first is back.
    /// </summary>
    private static (Prospect Prospect, string Why) Judge(
        string self, ClusterView view, Func<string, NodeState> stateOf, string? silence) => silence switch
    {
        not null => (Prospect.Nobody, silence),
        _ when !view.Nodes.Keys.Any(n => n != self && stateOf(n) is NodeState.Up or NodeState.Joining) =>
            (Prospect.Nobody, "no other node is up"),
        _ when view.Leader is null => (Prospect.Leaderless, "nobody leads"),
        _ => (Prospect.Good, ""),
    };
}

/// <summary>What comes of waiting for a hand-over.</summary>
internal enum Prospect
{
    /// <summary>Nothing is left.</summary>
    Done,

    /// <summary>Others take over.</summary>
    Good,

    /// <summary>The next leader is found within moments, or not at all.</summary>
    Leaderless,

    /// <summary>Nobody takes over.</summary>
    Nobody,
}
