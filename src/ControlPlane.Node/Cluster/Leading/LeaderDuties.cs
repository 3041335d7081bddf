using ControlPlane.Actors;
using ControlPlane.Node.Cluster.Agent;
using ControlPlane.Node.Cluster.Session;
using ControlPlane.Node.Cluster.View;
using ControlPlane.Node.Cluster.Waiting;
using ControlPlane.Node.Controller;
using ControlPlane.Node.Workload;

namespace ControlPlane.Node.Cluster.Leading;

/// <summary>
/// What this node does for all of them while it leads: decides what runs where as soon as something is news, and says
/// when a service is at its limit. Used by the cluster actor alone.
/// </summary>
/// <param name="setup">This node.</param>
/// <param name="node">Its surroundings.</param>
/// <param name="leadership">Whether it leads, and the writing.</param>
/// <param name="keeper">Its part in the cluster.</param>
/// <param name="agent">What it knows of its own services.</param>
/// <param name="again">For what cannot be decided or written yet.</param>
/// <param name="timers">Those of the actor.</param>
internal sealed class LeaderDuties(
    ClusterSetup setup, NodeContext node, Leadership leadership, SessionKeeper keeper, LocalAgent agent,
    SecondLook again, IWithTimers timers)
{
    private TimeSpan Now => node.Machine.BootTime;

    /// <summary>Looks who leads; nobody does: this node offers itself.</summary>
    public void Look(ClusterView view, ClusterSession session) => leadership.Look(view, session, Now);

    public void Hear(Leadership.Asked news) => again.Failed("that it leads", leadership.Hear(news));

    public void Hear(Leadership.Wrote news)
    {
        var mayDecide = keeper.Session is { } session && setup.Decisions.MayDecide(session, Now);
        if (!again.Failed("what it has decided", leadership.Hear(news, mayDecide)))
        {
            DecideSoon();
        }
    }

    /// <summary>Decides nothing any more.</summary>
    public void Resign(string why) => leadership.Resign(why);

    /// <summary>Not at once: what comes together is decided together.</summary>
    public void DecideSoon()
    {
        if (leadership.Epoch is not null && !timers.Timers.IsTimerActive(nameof(DecisionDue)))
        {
            timers.Timers.StartSingleTimer(nameof(DecisionDue), new DecisionDue(), leadership.Pause);
        }
    }

    /// <summary>If it leads, and knows what it takes; what is missing comes, and then it is looked again.</summary>
    public void Decide(MembershipProtocol.Standing standing)
    {
        if (!leadership.IsReady(standing.View) || !agent.MayLead(standing.View) || keeper.Session is not { } session)
        {
            return;
        }

        if (setup.Decisions.MayDecide(session, Now))
        {
            Decide(standing, leadership.Epoch!.Value);
        }
        else
        {
            again.InASecond();
        }
    }

    private void Decide(MembershipProtocol.Standing standing, long epoch)
    {
        var began = node.Time.GetTimestamp();
        var ground = agent.Ground(standing);
        var decisions = setup.Decisions.Next(ground, epoch, leadership.IsSettled(Now));
        leadership.Write(decisions, ground.GoneWithContainers(), standing.View);
        leadership.Took(node.Time.GetElapsedTime(began));
        again.At("settled", leadership.SettlesAfter(Now));
        foreach (var service in leadership.Alerts(ClusterDecision.Limits(ground), Now))
        {
            node.Loggers(service, "").ReachingLimit();
        }
    }

    public sealed record DecisionDue;
}
