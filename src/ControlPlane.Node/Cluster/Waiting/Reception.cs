using ControlPlane.Actors;
using ControlPlane.Node.Cluster.Commands;
using ControlPlane.Node.Cluster.Keys;
using ControlPlane.Node.Cluster.Session;
using ControlPlane.Node.Cluster.View;

namespace ControlPlane.Node.Cluster.Waiting;

/// <summary>
/// What is asked of the cluster through this node: how things stand, to wait until they are as wanted, and to write
/// down what people want, which takes that this node is a part of it. Used by the cluster actor alone.
/// </summary>
/// <param name="keys">The names.</param>
/// <param name="keeper">Its part in the cluster.</param>
/// <param name="intents">Who writes.</param>
/// <param name="waiters">Who waits.</param>
internal sealed class Reception(ClusterKeys keys, SessionKeeper keeper, IntentWriter intents, ClusterWaiters waiters)
{
    public void Hear(MembershipProtocol.Look _, IActorRef replyTo, MembershipProtocol.Standing now) => replyTo.Tell(
        new MembershipProtocol.Picture(now.View, NodeList.Of(now.View, now.StateOf), now.Here.Plan!)
        {
            NoPart = keeper.IsUpToDate ? null : keeper.NoPart,
        },
        ActorRefs.NoSender);

    public void Hear(MembershipProtocol.Until request, IActorRef replyTo, MembershipProtocol.Standing now) =>
        waiters.Add(request, replyTo, now);

    public void Hear(ClusterWaiters.TooLate news, MembershipProtocol.Standing now) => waiters.GiveUp(news, now);

    public void Hear(MembershipProtocol.Write request, IActorRef replyTo, ClusterView view)
    {
        if (keeper.Phase == SessionPhase.In)
        {
            intents.Write(request, replyTo, view);
        }
        else
        {
            replyTo.Tell(keeper.NoPart, ActorRefs.NoSender);
        }
    }

    /// <summary>
    /// Nobody waits for it, and where it cannot be written the numbers that were set by hand count on.
    /// </summary>
    public void Hear(MembershipProtocol.ForgetScales news, ClusterView view)
    {
        if (keeper.Phase == SessionPhase.In)
        {
            var write = new MembershipProtocol.Write(
                "reload", now => DesiredChange.WithoutScales(now, keys, news.Services));
            intents.Write(write, ActorRefs.Nobody, view);
        }
    }

    public void Hear(IntentWriter.Committed news, ClusterView view) => intents.Hear(news, view);

    /// <summary>The view is another one: what was in the way of a change may be in it now.</summary>
    public void Look(ClusterView view) => intents.Look(view);

    /// <summary>Something may have changed that somebody waits for.</summary>
    public void Look(Func<MembershipProtocol.Standing> now)
    {
        if (waiters.Any)
        {
            waiters.Look(now());
        }
    }

    /// <summary>
    /// The changes that wait for a newer view: this node is no part of the cluster any more, and gets none.
    /// </summary>
    public void Refuse() => intents.Refuse(keeper.NoPart);
}
