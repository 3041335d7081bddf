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

    /// <summary>Containers of a service: on each node that it may be on, or in all.</summary>
    public static int Number(ClusterView view, ServicePlan? plan)
    {
        if (plan is null)
        {
            return 0;
        }

        var desired = view.Desired(plan.Name).Value;
        return desired.Enabled ?? plan.Enabled ? desired.Scale ?? ((ConstantPlan)plan.Workload).Threads : 0;
    }

    /// <summary>The most of a service that one node may have.</summary>
    public static int MostOn(SimulatedNode node, ClusterView view, ServicePlan plan) =>
        view.Drains.ContainsKey(node.Name)
        || plan.Placement.Require.Any(r => !node.Labels.Any(l => l.Name == r.Name && l.Value == r.Value))
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
        var (sum, room) = (0, 0L);
        foreach (var node in world.Nodes)
        {
            var (alive, report) = (node.Alive(plan.Name), LastWord.Of(view, node.Name, plan.Name));
            var most = Math.Min(number, MostOn(node, view, plan));
            (sum, room) = (sum + alive, room + most);
            if (report?.Containers != alive || report.Ready != alive)
            {
                return $"{node.Name} has {alive} of {plan.Name}, and says {report?.Containers}, {report?.Ready} of them ready";
            }

            if (cluster ? alive > most : alive != most)
            {
                return $"{node.Name} has {alive} of {plan.Name}; {most} are {(cluster ? "allowed" : "wanted")} there";
            }
        }

        return cluster && sum != Math.Min(number, room) ? $"there are {sum} of {plan.Name}; {number} are wanted, {room} have room" : null;
    }

    private string? Foreign(SimulatedNode node, ClusterView view) =>
        node.Life!.Machine.Alive.FirstOrDefault(w => Plan(view).Find(w.Container.Service) is null) is { } worker
            ? $"{node.Name} still has {worker.Container}"
            : null;
}
