using ControlPlane.Actors;
using ControlPlane.Node.Cluster;
using ControlPlane.Node.Cluster.Agent;
using ControlPlane.Node.Cluster.Placement;
using ControlPlane.Node.Controller;
using ControlPlane.Node.Workload;

namespace ControlPlane.Node.Services;

/// <summary>
/// What the cluster wants of a service, and what it is told of it. On a node that is on its own nothing of it happens.
/// Used by the service actor alone.
/// </summary>
internal sealed class ClusterLink(IActorRef service, NodeContext node)
{
    private LocalWish? _wish;
    private ClusterNews.OfService? _told;
    private long _generation;
    private long _reached;
    private long _gaveUp = -1;

    /// <summary>The cluster decides whether it is enabled, and how many there are; the file does not.</summary>
    public bool IsClustered => !node.Membership.IsNobody();

    /// <summary>The number that the cluster has set; null: none.</summary>
    public int? Count => _wish?.Count;

    /// <summary>
    /// What a service that follows its load by other numbers now may have, until the cluster says more: what it has,
    /// or what it was to have; nothing beyond that, for a share of the free capacity was meant for the numbers before.
    /// Null: nothing has changed in that, or its number is its own matter.
    /// </summary>
    public Quota? Held(ServicePlan old, ServicePlan plan, ServiceWish wish)
    {
        if (!IsClustered || (old.Workload, old.Placement.Scope) == (plan.Workload, plan.Placement.Scope)
            || plan is not { Workload: DynamicPlan, Placement.Scope: PlacementScope.Cluster })
        {
            return null;
        }

        return (_wish?.Quota ?? new Quota(wish.Count, wish.Count, 0, Settled: true)) with { MinFree = int.MinValue };
    }

    /// <summary>Asks for a wish: this is a new actor, or it was made anew after a fault.</summary>
    public void Begin(string name)
    {
        if (IsClustered)
        {
            node.Membership.Tell(new ClusterNews.Began(name), service);
        }
    }

    /// <summary>The wish of the cluster in the words of this service.</summary>
    public ServiceWish Follow(ServiceWish wish, LocalWish order)
    {
        // The first one finds no containers that could be of an earlier generation.
        var replaces = _wish is not null && order.Generation > _generation;
        if (order.Intent < _wish?.Intent)
        {
            // The store was restored from an older state. What people want by it stays given up, until they want
            // something new.
            _gaveUp = Math.Min(_gaveUp, order.Intent);
        }

        (_wish, _told) = (order, null); // Whoever gives an order waits for the word that it is carried out.
        _generation = Math.Max(_generation, order.Generation);
        return (replaces ? wish.Replaced(order.Rolling) : wish) with
        {
            Enabled = order.Enabled && order.Intent > _gaveUp,
            Count = order.Count ?? wish.Count,
        };
    }

    /// <summary>What people want is newer than what was given up: try again.</summary>
    public bool IsNewIntent(LocalWish order) => _wish is not null && order.Intent > _wish.Intent;

    /// <summary>After too many failures it is disabled here, until people want something of it anew.</summary>
    public void GaveUp() => _gaveUp = _wish?.Intent ?? 0;

    /// <summary>Tells the cluster what is news to it.</summary>
    public void Report(string name, ServiceWish wish, IReadOnlyCollection<SlotFact> slots, bool reached)
    {
        if (!IsClustered)
        {
            return;
        }

        _reached = reached ? _generation : _reached;
        var leaving = slots.Count(s => s.Condition == SlotCondition.Leaving);
        var news = new ClusterNews.OfService(
            name, wish.Target, slots.Count, slots.Count(s => s.Condition == SlotCondition.Ready), leaving, _reached,
            _wish?.Revision ?? 0);
        if (news != _told)
        {
            _told = news;
            node.Membership.Tell(news, service);
        }
    }
}
