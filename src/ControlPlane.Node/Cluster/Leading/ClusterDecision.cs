using System.Collections.Immutable;
using ControlPlane.Contracts.Statuses;
using ControlPlane.Node.Cluster.Keys;
using ControlPlane.Node.Cluster.Placement;
using ControlPlane.Node.Cluster.Rollout;
using ControlPlane.Node.Cluster.View;
using ControlPlane.Node.Controller.Configuration;
using ControlPlane.Node.Workload;

namespace ControlPlane.Node.Cluster.Leading;

/// <summary>
/// What the leader decides: from everything that is known, the assignments to write now. Placement says where the
/// containers of each service are to be in the end, rollout what may be done of it now. Asked again after every change;
/// with nothing new it writes nothing. Pure.
/// </summary>
internal static class ClusterDecision
{
    /// <param name="ground">What is known.</param>
    /// <param name="epoch">Of the leader.</param>
    /// <param name="settled">False: nodes may still be joining, so what was never placed waits for them.</param>
    /// <returns>By service; a null takes the assignment of a service away that is no longer there.</returns>
    public static IReadOnlyList<(string Service, Assignment? Assignment)> Next(
        DecisionGround ground, long epoch, bool settled)
    {
        List<ServiceGround> services =
        [
            .. ground.OfTheCluster.Select(s => new ServiceGround(ground, s))
                .Where(s => settled || s.Assignment is not null),
        ];
        var nodes = ground.Nodes();
        var placement = Place(nodes, services);
        var round = new RolloutRound(
            ground.NodesNow(), services.Select(s => s.Rollout(Target(placement, s.Name), Ceiling(s))));
        var steps = round.Decide().ToDictionary(s => s.Service, s => s.Assignment, StringComparer.Ordinal);
        var next = services
            .Select(s => (s.Name, Old: s.Assignment, New: Assign(ground, s, epoch, placement, steps, Quotas(s))))
            .Where(s => s.Old is null || s.New != s.Old with { Epoch = epoch } || ground.View.Spoiled.Contains(s.Name))
            .Select(s => (s.Name, (Assignment?)s.New));
        return [.. next, .. Removed(ground).Select(name => (name, (Assignment?)null))];

        Func<IReadOnlyList<NodeShare>, IEnumerable<NodeShare>> Quotas(ServiceGround service) =>
            service is { Enabled: true, Plan.Workload: DynamicPlan dynamic }
                ? shares => new ScalingGround(service, dynamic, nodes).Quotas(
                    shares, node => round.Ledger.Room(round.Ledger.IndexOf(node), service.Plan.Placement))
                : shares => shares;
    }

    /// <summary>Dynamic services, and whether all their containers together do not suffice.</summary>
    public static IEnumerable<(string Service, bool AtLimit)> Limits(DecisionGround ground)
    {
        var nodes = ground.Nodes();
        foreach (var plan in ground.OfTheCluster.Where(s => s.Workload is DynamicPlan))
        {
            var service = new ServiceGround(ground, plan);
            var scaling = new ScalingGround(service, (DynamicPlan)service.Plan.Workload, nodes);
            yield return (service.Name, service.Enabled && scaling.AtLimit);
        }
    }

    /// <summary>
    /// What is not decided yet of what people wanted at a revision, or not carried out; null: nothing.
    /// </summary>
    public static string? Missing(
        ClusterView view, string service, long revision) => view.Assignment(service)?.Value switch
    {
        _ when view.Leader is null => $"nobody leads at the moment, so {service} is not placed",
        var a when !(a?.Desired >= revision) && Candidacy.ProblemOfTheLeader(view) is { } refused =>
            $"{service} is not placed: {refused}",
        null => $"{service} is not placed yet",
        { } a when a.Desired < revision => $"the leader has not decided about {service} yet",
        { Missing: > 0 } a => $"{a.Missing} containers of {service} find no place (why: cplane placement {service})",
        { } a when a.Nodes.FirstOrDefault(s => s.Count != s.Goal) is { } moving =>
            $"{service} is on its way: {moving.Node} has {moving.Count} and is to have {moving.Goal}",
        { } a when a.Nodes.FirstOrDefault(
            s => s.Count > 0 && s.Generation < view.Desired(service).Value.Generation) is { } old =>
            $"{service} on {old.Node} is not replaced yet",
        _ => null,
    };

    /// <summary>Everything that is wanted of these services is written up to this revision.</summary>
    public static long Revision(ClusterView view, IEnumerable<string> services) => services
        .Select(name => Math.Max(view.Desired(name).Modified, view.Assignment(name)?.Modified ?? 0))
        .DefaultIfEmpty(0).Max();

    /// <summary>Where each service is to be in the end.</summary>
    public static PlacementDecision Place(
        ImmutableArray<PlacementNode> nodes, IReadOnlyList<ServiceGround> services)
    {
        var demands = services.Select(s => Demand(s, nodes)).ToList();
        return services.FirstOrDefault(s => s.IsToBeRebalanced) is { } anew
            ? Placer.Anew(nodes, demands, anew.Name)
            : Placer.Decide(nodes, demands);
    }

    public static PlacementDemand Demand(ServiceGround service, ImmutableArray<PlacementNode> nodes) =>
        service is { Enabled: true, Plan.Workload: DynamicPlan dynamic }
            ? new ScalingGround(service, dynamic, nodes).Demand()
            : new PlacementDemand(
                service.Name, service.Enabled ? Wanted(service) : 0, service.Plan.Placement, service.Current);

    /// <summary>Why the containers of a service are where they are.</summary>
    public static PlacementStatus Explain(DecisionGround ground, ClusterService plan)
    {
        var nodes = ground.Nodes();
        var services = ground.OfTheCluster.Select(s => new ServiceGround(ground, s)).ToList();
        var placement = Place(nodes, services);
        return plan.IsOfTheCluster
            ? OfCluster(ground, nodes, placement, services.First(s => s.Name == plan.Name))
            : OfNode(ground, nodes, plan);
    }

    private static PlacementStatus OfCluster(
        DecisionGround ground, ImmutableArray<PlacementNode> nodes, PlacementDecision placement, ServiceGround service)
    {
        var demand = Demand(service, nodes);
        return new PlacementStatus(
            service.Name, "cluster", demand.Wanted, placement.Of(service.Name)?.Missing ?? 0,
            [
                .. nodes.Select(node => new NodePlacementStatus(
                    node.Name, placement.Of(service.Name)?.On(node.Name) ?? 0,
                    ground.ReportOf(node.Name, service.Name)?.Containers,
                    Explanation.Of(placement, demand, node.Name))),
            ]);
    }

    private static PlacementStatus OfNode(
        DecisionGround ground, ImmutableArray<PlacementNode> nodes, ClusterService plan)
    {
        var desired = ground.View.Desired(plan.Name).Value;
        List<NodePlacementStatus> rows = [.. nodes.Select(Row)];
        return new PlacementStatus(plan.Name, "node", rows.Sum(r => r.Wanted), 0, rows);

        NodePlacementStatus Row(PlacementNode node)
        {
            var own = ground.Local(node.Name).FirstOrDefault(s => s.Name == plan.Name) ?? plan;
            var each = desired.Enabled ?? own.Enabled ? desired.Scale ?? own.Workload.FirstCount : 0;
            return new NodePlacementStatus(
                node.Name, Eligibility.Local(node, plan.Name, own.Placement, each),
                ground.ReportOf(node.Name, plan.Name)?.Containers,
                Explanation.OfLocal(node, plan.Name, own.Placement, each));
        }
    }

    private static Assignment Assign(
        DecisionGround ground, ServiceGround service, long epoch, PlacementDecision placement,
        Dictionary<string, ImmutableArray<NodeAssignment>> steps,
        Func<IReadOnlyList<NodeShare>, IEnumerable<NodeShare>> quotas)
    {
        var target = Target(placement, service.Name);
        var old = service.Assignment;
        IEnumerable<NodeShare> shares = steps.TryGetValue(service.Name, out var step)
            ? step.Select(n => new NodeShare(
                n.Node, n.Count, n.Count,
                Generation: n.Generation,
                Seen: old?.Find(n.Node)?.Seen ?? 0,
                Most: n.Most == n.Count ? null : n.Most,
                Rolling: n.Rolling))
            : old?.Nodes ?? [];
        shares = quotas([.. shares.Select(s => s with { Target = null })]);
        return new Assignment(
            epoch,
            ground.RevisionOf(service.Name),
            ValueList.From(shares.Select(
                s => s with { Target = On(target, s.Node) is var goal && goal == s.Count ? null : goal })),
            service.Desired.Rebalance,
            placement.Of(service.Name)?.Missing ?? 0,
            ground.View.ConfigNumber == 0 ? service.Plan.Rules : null);
    }

    private static int Wanted(ServiceGround service) => service.Desired.Scale ?? service.Plan.Workload.FirstCount;

    /// <summary>Of what is wanted, whether all of it finds a place or not.</summary>
    private static int Ceiling(ServiceGround service) => service.Plan.Workload is DynamicPlan dynamic
        ? dynamic.MaxThreads
        : (service.Enabled ? Wanted(service) : 0) + RolloutWish.Surge;

    private static ImmutableArray<NodeCount> Target(PlacementDecision placement, string service) =>
        placement.Of(service)?.Counts ?? [];

    private static int On(ImmutableArray<NodeCount> target, string node) =>
        target.FirstOrDefault(t => t.Node == node).Count;

    /// <summary>
    /// In no configuration any more, or no longer of scope cluster. A leader that has refused the present one does not
    /// know.
    /// </summary>
    private static IEnumerable<string> Removed(DecisionGround ground) => !ground.IsCurrent ? [] :
        ground.View.Assignments.Keys.Union(ground.View.Spoiled, StringComparer.Ordinal)
            .Where(name => !ground.IsOfTheCluster(name) && !ground.Untouched.Contains(name))
            .Order(StringComparer.Ordinal);
}
