using ControlPlane.Actors;
using ControlPlane.Node.Cluster;
using ControlPlane.Node.Controller.Configuration;

namespace ControlPlane.Node.Controller;

/// <summary>
/// What the controller has to do with the cluster: which of its configurations is in force, and leaving it in the end.
/// On a node that is on its own nothing happens. Used by the controller alone.
/// </summary>
internal sealed class ClusterPart(IActorRef controller, int? config)
{
    private IActorRef _actor = ActorRefs.Nobody;
    private MembershipProtocol.PutInForce? _postponed;

    /// <summary>What lies over the node's own file now.</summary>
    public MembershipProtocol.PutInForce Present { get; private set; } = new(null, config);

    public void Begin(IActorRef actor) => _actor = actor;

    /// <summary>This plan is in force now.</summary>
    /// <param name="plan">With what lies over it.</param>
    /// <param name="layer">Null: what did before.</param>
    /// <param name="numbers">
    /// Services of which an operator has just loaded another number: one that was set by hand counts no more.
    /// </param>
    public void InForce(
        NodePlan plan, MembershipProtocol.PutInForce? layer = null, IReadOnlyList<string>? numbers = null)
    {
        Present = layer ?? Present;
        Tell(new MembershipProtocol.InForce(plan, Present.Config));
        if (numbers is { Count: > 0 })
        {
            Tell(new MembershipProtocol.ForgetScales(numbers));
        }
    }

    public void NotInForce(MembershipProtocol.PutInForce layer, string why)
    {
        if (layer != Present)
        {
            Tell(new MembershipProtocol.NotInForce(layer.Config ?? 0, why));
        }
    }

    /// <summary>True: it waits until what is being read now is done.</summary>
    public bool Postpones(MembershipProtocol.PutInForce order, bool reading)
    {
        _postponed = reading ? order : null;
        return reading;
    }

    public MembershipProtocol.PutInForce? TakePostponed()
    {
        var order = _postponed;
        _postponed = null;
        return order;
    }

    /// <summary>True: others may take over what the leader has placed here.</summary>
    public bool GoesDown()
    {
        Tell(new MembershipProtocol.GoingDown());
        return !_actor.IsNobody();
    }

    /// <summary>True: it leaves, and says when it has (<see cref="MembershipProtocol.Left"/>).</summary>
    public bool Leaves()
    {
        Tell(new MembershipProtocol.Leave());
        return !_actor.IsNobody();
    }

    private void Tell(object message)
    {
        if (!_actor.IsNobody())
        {
            _actor.Tell(message, controller);
        }
    }
}
