using ControlPlane.Node.Cluster.Placement;
using ControlPlane.Node.Cluster.View;
using ControlPlane.Node.Controller.Configuration;
using ControlPlane.Node.Services;
using ControlPlane.Node.Workload;

namespace ControlPlane.Node.Tests.Simulation.Cluster;

/// <summary>
/// What people want of the cluster, by what stands in etcd; worked out without the code that is tested.
/// </summary>
internal sealed class ClusterWish(ClusterWorld world)
{
    public NodePlan Plan(ClusterView view) => view.Configuration is { } version
        ? world.Plans.Load(new PlanOverlay(version.Text, version.Origin)).Plan!
        : world.Plans.OfFile;

    public IEnumerable<ServicePlan> OfTheCluster(ClusterView view) =>
        Plan(view).Services.Where(s => s.Placement.Scope == PlacementScope.Cluster);

    /// <summary>Containers of a service: on each node that it may be on, or in all. Of a dynamic one: at the most.</summary>
    public static int Number(ClusterView view, ServicePlan? plan)
    {
        if (plan is null)
        {
            return 0;
        }

        var desired = view.Desired(plan.Name).Value;
        return !(desired.Enabled ?? plan.Enabled) ? 0
            : plan.Workload is DynamicPlan dynamic ? dynamic.MaxThreads
            : desired.Scale ?? ((ConstantPlan)plan.Workload).Threads;
    }

    /// <summary>The most of a service that one node may have.</summary>
    public static int MostOn(SimulatedNode node, ClusterView view, ServicePlan plan) =>
        view.Drains.ContainsKey(node.Name) ? 0 : MostOn(node, plan);

    private static int MostOn(SimulatedNode node, ServicePlan plan) =>
        plan.Placement.Require.Any(r => !node.Labels.Any(l => l.Name == r.Name && l.Value == r.Value))
            ? 0
            : plan.Placement.MaxPerNode ?? int.MaxValue;

    /// <summary>What is not as it should be in a cluster that nothing is wrong with; null: nothing.</summary>
    public string? Missing()
    {
        var view = world.Truth.View;
        return world.Nodes.Select(node => Missing(node, view)).FirstOrDefault(missing => missing is not null)
            ?? (view.Leader is { } leader && world.Node(leader.Value.Node).Life is not null ? null : "nobody leads")
            ?? Plan(view).Services.Select(s => Missing(s, view)).FirstOrDefault(missing => missing is not null)
            ?? world.Nodes.Select(node => Foreign(node, view)).FirstOrDefault(missing => missing is not null);
    }

    private static string? Missing(SimulatedNode node, ClusterView view) =>
        node.Life is not { } life ? $"{node.Name} does not run"
        : view.Nodes.GetValueOrDefault(node.Name)?.Value is not { } registered ? $"{node.Name} is not registered"
        : registered.Incarnation != life.Incarnation ? $"{node.Name} is registered as an earlier one"
        : registered.State != Contracts.Statuses.NodeState.Up ? $"{node.Name} is {registered.State}"
        : view.Reports.GetValueOrDefault(node.Name)?.Value is not { } report ? $"{node.Name} has reported nothing"
        : (report.Config ?? 0) != view.ConfigNumber ? $"{node.Name} has version {report.Config}" : null;

    private string? Missing(ServicePlan plan, ClusterView view)
    {
        var number = Number(view, plan);
        var cluster = plan.Placement.Scope == PlacementScope.Cluster;
        var room = world.Nodes.Sum(n => Math.Min(number, (long)MostOn(n, view, plan)));
        foreach (var node in world.Nodes)
        {
            var (alive, report) = (node.Alive(plan.Name), LastWord.Of(view, node.Name, plan.Name));
            if (report?.Containers != alive || report.Ready != alive)
            {
                return $"{node.Name} has {alive} of {plan.Name}, and says {report?.Containers}, {report?.Ready} of them ready";
            }

            var most = Math.Min(number, IsHeldBack(node, view, plan, room) ? MostOn(node, plan) : MostOn(node, view, plan));
            var staying = plan.Workload is DynamicPlan ? report.Wanted - report.Marked : alive;
            if (cluster ? staying > most : alive != most)
            {
                return $"{node.Name} has {alive} of {plan.Name}; {most} are {(cluster ? "allowed" : "wanted")} there";
            }
        }

        var sum = world.Nodes.Sum(node => node.Alive(plan.Name));
        return plan.Workload is DynamicPlan dynamic && number > 0 ? Unfit(plan, dynamic, view, Math.Min(number, room))
            : cluster && (sum < Math.Min(number, room) || sum > number)
            ? $"there are {sum} of {plan.Name}; {number} are wanted, {room} have room"
            : null;
    }

    /// <summary>
    /// It is drained, and something stays there because it finds no place elsewhere; so long what runs on every node stays
    /// too.
    /// </summary>
    private bool IsHeldBack(SimulatedNode node, ClusterView view, ServicePlan plan, long room) =>
        view.Drains.ContainsKey(node.Name)
        && (plan.Placement.Scope == PlacementScope.Cluster
            ? room < Number(view, plan)
            : OfTheCluster(view).Any(s => node.Alive(s.Name) > 0));

    /// <summary>
    /// The free capacity is not within its bounds, or clients find nobody on a node, although there could be more. Those
    /// that are marked to go, and stay only as long as they have jobs, are no capacity.
    /// </summary>
    private string? Unfit(ServicePlan plan, DynamicPlan dynamic, ClusterView view, long most)
    {
        var load = world.Load.Of(plan.Name);
        var reports = world.Nodes.Select(n => LastWord.Of(view, n.Name, plan.Name)!).ToList();
        var (there, staying) = (reports.Sum(r => r.Containers), reports.Sum(r => r.Wanted - r.Marked));
        var free = (dynamic.Recommended * staying) - load;
        var unserved = world.Nodes.FirstOrDefault(n => world.Load.On(n.Name, plan.Name) > 0 && n.Alive(plan.Name) == 0);
        return staying > dynamic.MaxThreads ? $"there are {staying} of {plan.Name}; {dynamic.MaxThreads} are allowed"
            : there < most && free < dynamic.MinFree
            ? $"{free} are free with {staying} of {plan.Name} and {load} jobs; {dynamic.MinFree} are wanted ({dynamic})"
            : staying > 0 && free >= dynamic.MaxFree + dynamic.Recommended
            ? $"{free} are free with {staying} of {plan.Name} and {load} jobs; {dynamic.MaxFree} are allowed ({dynamic})"
            : there < most && unserved is not null ? $"nobody serves {plan.Name} on {unserved.Name}"
            : null;
    }

    private string? Foreign(SimulatedNode node, ClusterView view) =>
        node.Life!.Machine.Alive.FirstOrDefault(w => Plan(view).Find(w.Container.Service) is null) is { } worker
            ? $"{node.Name} still has {worker.Container}"
            : null;
}
