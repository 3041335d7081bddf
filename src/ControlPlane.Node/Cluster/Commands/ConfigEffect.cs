using ControlPlane.Node.Cluster.Leading;
using ControlPlane.Node.Cluster.Placement;
using ControlPlane.Node.Controller.Configuration;

namespace ControlPlane.Node.Cluster.Commands;

/// <summary>What a configuration would change: in the services, and in where their containers are. Pure.</summary>
internal static class ConfigEffect
{
    /// <summary>One line each; empty: nothing.</summary>
    public static IReadOnlyList<string> Lines(MembershipProtocol.Picture before, NodePlan after) =>
    [
        .. PlanDifference.Between(before.Plan, after).Changes.OfType<PlanChange.OfService>()
            .Select(change => change.Text),
        .. Moves(before, after).Select(m => $"{m.Service}: on {m.Node} {m.From} containers, then {m.To}"),
    ];

    /// <summary>
    /// Services of scope cluster whose containers do not run what they are to run then. Which they are is known for
    /// certain only as long as the configuration is the one that was looked at, and means the same on all nodes; else
    /// it may be any.
    /// </summary>
    /// <param name="before">What was looked at.</param>
    /// <param name="now">What is known when it is written.</param>
    /// <param name="after">What this node has then.</param>
    /// <param name="ofFiles">Each node has its own file then, and nobody knows those of the others.</param>
    public static IEnumerable<string> Replaced(
        MembershipProtocol.Picture before, View.ClusterView now, NodePlan after, bool ofFiles)
    {
        if (ofFiles)
        {
            return before.Plan.Services.Where(s => s.Placement.Scope == PlacementScope.Cluster).Select(s => s.Name);
        }

        var known = now.Config?.Modified == before.View.Config?.Modified;
        var changed = PlanDifference.Between(before.Plan, after).Changes.OfType<PlanChange.WorkerChanged>()
            .Select(change => change.Service).ToHashSet(StringComparer.Ordinal);
        var mixed = View.NodeList.ServicesThatDiffer(now);
        return after.Services
            .Where(s => s.Placement.Scope == PlacementScope.Cluster)
            .Where(s => before.Plan.Find(s.Name) is null
                ? now.ConfigNumber == 0 && HasAnother(now, ServiceDigest.Of(s, after.SocketDirectory), s.Name)
                : !known || changed.Contains(s.Name) || mixed.Contains(s.Name))
            .Select(s => s.Name);
    }

    /// <summary>The file of another node has one of this name that does not mean the same.</summary>
    private static bool HasAnother(View.ClusterView view, string digest, string service) => view.Reports.Values
        .SelectMany(r => r.Value.Services)
        .Any(s => s.Service == service && s.Digest.Length > 0 && s.Digest != digest);

    /// <summary>
    /// Services that the change has to do with, here or on nodes whose files are others: how the rest fares is no
    /// matter of it. Null: it may be any.
    /// </summary>
    public static IReadOnlySet<string>? Touched(
        MembershipProtocol.Picture before, NodePlan after, bool ofFiles) => ofFiles
        ? null
        : PlanDifference.Between(before.Plan, after).Changes.OfType<PlanChange.OfService>()
            .Select(change => change.Service)
            .Concat(Moves(before, after).Select(move => move.Service))
            .Concat(Replaced(before, before.View, after, ofFiles))
            .Concat(View.NodeList.ServicesThatDiffer(before.View))
            .Concat(before.View.Reports.Values.SelectMany(r => r.Value.Services).Select(s => s.Service)
                .Where(name => before.Plan.Find(name) is null))
            .Concat(before.View.Services.Keys.Where(name => before.View.Desired(name).Value.Scale is not null))
            .ToHashSet(StringComparer.Ordinal);

    /// <summary>
    /// Where containers of scope cluster are meant to be now and then, where that differs. What is not enough of a move
    /// to change a number (a rolling replacement) is none.
    /// </summary>
    public static IReadOnlyList<(string Service, string Node, int From, int To)> Moves(
        MembershipProtocol.Picture before, NodePlan after)
    {
        // When it is applied every node has it, whatever it refused before; numbers set by hand are forgotten.
        var next = new Keys.CurrentConfig(ConfigChange.NumberOfNext(before.View));
        var view = before.View with
        {
            Config = new View.Known<Keys.CurrentConfig>(next, 1, 1, 0),
            Services = before.View.Services.SetItems(before.View.Services.Select(s => KeyValuePair.Create(
                s.Key, s.Value with { Value = s.Value.Value with { Scale = null } }))),
        };
        var states = before.Nodes.ToDictionary(n => n.Node, n => n.State, StringComparer.Ordinal);
        var ground = new DecisionGround(
            view, [.. after.Services.Select(ClusterService.Of)], node => states[node], next.Number);
        var services = ground.OfTheCluster.Select(s => new ServiceGround(ground, s)).ToList();
        var placement = ClusterDecision.Place(ground.Nodes(), services);
        var names = services.Select(s => s.Name).Union(before.View.Assignments.Keys, StringComparer.Ordinal);
        return
        [
            .. from service in names.Order(StringComparer.Ordinal)
               from node in states.Keys.Order(StringComparer.Ordinal)
               let @from = before.View.Assignment(service)?.Value.Find(node)?.Goal ?? 0
               let to = placement.Of(service)?.On(node) ?? 0
               where @from != to
               select (service, node, @from, to),
        ];
    }
}
