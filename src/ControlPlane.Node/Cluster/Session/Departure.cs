using ControlPlane.Actors;
using ControlPlane.Node.Cluster.Agent;
using ControlPlane.Node.Cluster.Leading;
using ControlPlane.Node.Cluster.View;
using Microsoft.Extensions.Logging;

namespace ControlPlane.Node.Cluster.Session;

/// <summary>
/// How this node leaves the cluster when it goes down: first it takes nothing new, and at the end it gives its lease
/// back, so that nobody waits for it to run out. Used by the cluster actor alone.
/// </summary>
/// <param name="keeper">Has the lease.</param>
/// <param name="duties">Leads no longer.</param>
/// <param name="agent">Lets go what the leader takes away.</param>
/// <param name="log">That of the node.</param>
/// <param name="self">The actor.</param>
/// <param name="timers">Those of the actor.</param>
internal sealed class Departure(
    SessionKeeper keeper, LeaderDuties duties, LocalAgent agent, ILogger log, IActorRef self, IWithTimers timers)
{
    /// <summary>A node does not stay for an etcd that does not answer.</summary>
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(2);

    private IActorRef _leaver = ActorRefs.Nobody;

    /// <summary>The node goes down: others take over what it has.</summary>
    public bool HasBegun => agent.GoesDown;

    /// <summary>Its lease is being given back: it decides nothing any more, whatever its keys say until then.</summary>
    public bool IsLast { get; private set; }

    public void Begin(ClusterView view) => agent.GoDown(view);

    /// <summary>No container is left.</summary>
    /// <param name="replyTo">Hears <see cref="MembershipProtocol.Left"/>, soon in any case.</param>
    public void Leave(IActorRef replyTo)
    {
        _leaver = replyTo;
        IsLast = true;
        duties.Resign("it goes down");
        if (keeper.End())
        {
            timers.Timers.StartSingleTimer(nameof(Overdue), new Overdue(), Within);
        }
        else
        {
            End();
        }
    }

    public void Hear(JoinCalls.Gone news)
    {
        if (news.NotForgotten is { } notForgotten)
        {
            log.NotForgotten(notForgotten);
        }

        if (news.NotGivenBack is { } notGivenBack)
        {
            log.NotGivenBack(notGivenBack);
        }

        End();
    }

    public void Hear(Overdue _)
    {
        log.LeavesUnheard(Within.TotalSeconds);
        End();
    }

    private void End()
    {
        timers.Timers.Cancel(nameof(Overdue));
        _leaver.Tell(new MembershipProtocol.Left(), self);
        _leaver = ActorRefs.Nobody;
    }

    public sealed record Overdue;
}
