using ControlPlane.Actors;
using ControlPlane.Contracts.Admin;
using ControlPlane.Node.Admin;
using ControlPlane.Node.Cluster.Placement;
using ControlPlane.Node.Controller.Configuration;
using ControlPlane.Node.Services;

namespace ControlPlane.Node.Controller;

/// <summary>What a reload orders of the services, and the one answer when all of them have reached it.</summary>
internal sealed class ReloadGathering : Gathering
{
    private readonly ReloadTransaction _reload;

    public ReloadGathering(ReloadTransaction reload, int orders, IActorRef replyTo, AdminProtocol.Patience patience)
        : base(replyTo, orders, patience.Timeout)
    {
        _reload = reload;
    }

    public static Props Props(
        ReloadTransaction reload, int orders, IActorRef replyTo, AdminProtocol.Patience patience) =>
        Actors.Props.Create(() => new ReloadGathering(reload, orders, replyTo, patience));

    /// <summary>One order for each service that changed, in the order of the difference.</summary>
    /// <param name="reload">What changes.</param>
    /// <param name="patience">How long to wait.</param>
    /// <param name="ofCluster">It is the same for the whole cluster, whose leader says when what it places is
    /// replaced.</param>
    internal static IReadOnlyList<object> Orders(
        ReloadTransaction reload, AdminProtocol.Patience patience, bool ofCluster)
    {
        var changes = reload.Difference.Changes.OfType<PlanChange.OfService>().ToList();
        return [.. changes.Select(c => c.Service).Distinct().Select(
            name => OrderFor(name, reload, patience, ofCluster))];
    }

    protected override AdminProtocol.Reply Combine(IReadOnlyList<object> answers) =>
        Replies.All(answers, $"{_reload.Plan.File} is loaded", _reload.Difference.Lines);

    private static object OrderFor(
        string name, ReloadTransaction reload, AdminProtocol.Patience patience, bool ofCluster)
    {
        var changes = reload.Difference.Of(name).ToList();
        var plan = reload.Plan.Find(name);
        return changes switch
        {
            _ when plan is null => new ServicesProtocol.Remove(name, patience),
            [PlanChange.ServiceAdded] => new ServicesProtocol.Add(plan, reload.Binding.Next[name], patience),
            _ => new ServicesProtocol.ToOne(name, new ServiceProtocol.Follow(
                plan, reload.Binding.Next[name],
                changes.OfType<PlanChange.WorkerChanged>().Any()
                    && !(ofCluster && plan.Placement.Scope == PlacementScope.Cluster),
                patience)),
        };
    }
}
