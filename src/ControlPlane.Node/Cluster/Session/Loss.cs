using ControlPlane.Actors;
using ControlPlane.Node.Cluster.Agent;
using ControlPlane.Node.Cluster.Leading;
using ControlPlane.Node.Cluster.View;
using ControlPlane.Node.Cluster.Waiting;
using ControlPlane.Node.Controller;

namespace ControlPlane.Node.Cluster.Session;

/// <summary>
/// What it takes when this node is no part of the cluster any more: it decides nothing, takes nothing, and what runs
/// here of the cluster runs on or ends, as <c>on_lost</c> says. Used by the cluster actor alone.
/// </summary>
/// <param name="setup">This node.</param>
/// <param name="node">Its surroundings.</param>
/// <param name="keeper">Joins anew.</param>
/// <param name="duties">Leads no longer.</param>
/// <param name="agent">Carries out what the cluster wants.</param>
/// <param name="reception">Has to refuse.</param>
/// <param name="timers">Those of the actor.</param>
internal sealed class Loss(
    ClusterSetup setup, NodeContext node, SessionKeeper keeper, LeaderDuties duties, LocalAgent agent,
    Reception reception, IWithTimers timers)
{
    /// <summary>The rest of the grace is for the end itself: until it is over everything has to be gone.</summary>
    private const double PartOfTheGrace = 0.8;

    public void Lose(string why, ClusterView view)
    {
        var stops = setup.Plan.OnLost == OnLost.Stop;
        Say(why, stops);
        duties.Resign(why);
        if (stops)
        {
            agent.CutOff(view);
            timers.Timers.StartSingleTimer(nameof(KillDue), new KillDue(), setup.Plan.Grace * PartOfTheGrace);
        }

        keeper.Lose(why);
        reception.Refuse();
    }

    /// <summary>This node is a part of the cluster, and knows all that was decided without it.</summary>
    public void IsOver(ClusterView view)
    {
        timers.Timers.Cancel(nameof(KillDue));
        agent.Joined(view);
    }

    /// <summary>Ends at once what has not ended in time.</summary>
    public void Hear(KillDue _) => agent.KillWhatIsTheClusters();

    private void Say(string why, bool stops)
    {
        if (stops)
        {
            node.Log.LostAndStops(why);
        }
        else
        {
            node.Log.Lost(why);
        }
    }

    public sealed record KillDue;
}
