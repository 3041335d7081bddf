using System.Globalization;
using ControlPlane.Contracts.Statuses;
using ControlPlane.Node.Cluster;
using ControlPlane.Node.Cluster.Placement;

namespace ControlPlane.Node.Tests.Cluster.Placement;

/// <summary>Short words for nodes, services and what is decided of them.</summary>
internal static class PlacementScene
{
    public static readonly PlacementPlan Total = PlacementPlan.Everywhere with { Scope = PlacementScope.Cluster };

    public static PlacementNode Host(
        string name, int places = 100, string? zone = null, NodeState state = NodeState.Up) =>
        new(name, zone is null ? [] : [new NodeLabel("zone", zone)], places, 1L << 40, state);

    public static PlacementNode[] Hosts(params string[] names) => [.. names.Select(n => Host(n))];

    public static PlacementDemand Demand(string service, int wanted, string current = "", PlacementPlan? plan = null) =>
        new(service, wanted, plan ?? Total, [.. Counts(current)]);

    public static IEnumerable<NodeCount> Counts(string text) => text
        .Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(t => t.Split(':'))
        .Select(t => new NodeCount(t[0], int.Parse(t[1], CultureInfo.InvariantCulture)));

    public static string Text(IEnumerable<NodeCount> counts) => string.Join(
        ' ', counts.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Node}:{c.Count}")));

    /// <summary><c>a:2 b:1</c>, and <c>-1</c> at the end where one found no place.</summary>
    public static string Text(ServicePlacement placement) => placement.Missing == 0
        ? Text(placement.Counts)
        : string.Create(CultureInfo.InvariantCulture, $"{Text(placement.Counts)} -{placement.Missing}").Trim();

    public static string Decide(IEnumerable<PlacementNode> nodes, params PlacementDemand[] demands) => string.Join(
        ", ", Placer.Decide(nodes, demands).Services.Select(Text));
}
