using ControlPlane.Contracts.Statuses;
using ControlPlane.Node.Cluster.Keys;
using ControlPlane.Node.Cluster.Leading;
using ControlPlane.Node.Cluster.View;

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
    /// <param name="ground">What is known of the cluster, and what runs here.</param>
    /// <param name="report">What this node has.</param>
    /// <param name="silence">Why nobody hears of this node; null: they do.</param>
    public static HandOver Of(string self, DecisionGround ground, NodeReport report, string? silence)
    {
        var left = LeftOn(self, ground, report);
        var (prospect, why) = left.Count == 0 ? (Prospect.Done, "") : Judge(self, ground.View, ground.StateOf, silence);
        return new HandOver(
            prospect, left.Sum(s => s.Count), string.Join(", ", left.Select(s => $"{s.Count} of {s.Service}")), why);
    }

    /// <summary>
    /// Whether another node has room for any of what is left, or may soon: worked out as the leader does it, which leaves
    /// on a node that drains what finds no place elsewhere. Not cheap in a large cluster.
    /// </summary>
    public static bool FindsRoom(string self, DecisionGround ground, NodeReport report)
    {
        var without = ground.With(node => node == self ? NodeState.Draining : ground.StateOf(node));
        var nodes = without.Nodes();
        var placement = ClusterDecision.Place(
            nodes, [.. without.OfTheCluster.Select(s => new ServiceGround(without, s))]);
        return nodes.Any(n => n.State == NodeState.Joining)
            || LeftOn(self, ground, report).Any(s => s.Count > (placement.Of(s.Service)?.On(self) ?? 0));
    }

    private static List<(string Service, int Count)> LeftOn(string self, DecisionGround ground, NodeReport report) =>
    [
        .. ground.OfTheCluster.Select(s => (s.Name, Count: Math.Max(
                ground.View.Assignment(s.Name)?.Value.Find(self)?.Count ?? 0,
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
