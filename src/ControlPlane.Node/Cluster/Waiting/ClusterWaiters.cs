using ControlPlane.Actors;
using ControlPlane.Contracts.Admin;

namespace ControlPlane.Node.Cluster.Waiting;

/// <summary>Who waits for something in the cluster, and until when. Each is answered exactly once.</summary>
internal sealed class ClusterWaiters(IWithTimers timers)
{
    private readonly List<Waiter> _waiting = [];
    private long _last;

    public bool Any => _waiting.Count > 0;

    public void Add(MembershipProtocol.Until request, IActorRef replyTo, MembershipProtocol.Standing now)
    {
        var waiter = new Waiter(++_last, request, replyTo, now.View.Restores);
        if (!Answer(waiter, now))
        {
            _waiting.Add(waiter);
            timers.Timers.StartSingleTimer(waiter.Key, new TooLate(waiter.Number), request.Within);
        }
    }

    /// <summary>Something may have changed.</summary>
    public void Look(MembershipProtocol.Standing now)
    {
        foreach (var waiter in _waiting.Where(waiter => Answer(waiter, now)).ToList())
        {
            timers.Timers.Cancel(waiter.Key);
            _waiting.Remove(waiter);
        }
    }

    public void GiveUp(TooLate late, MembershipProtocol.Standing now)
    {
        if (_waiting.Find(w => w.Number == late.Number) is not { } waiter)
        {
            return;
        }

        _waiting.Remove(waiter);
        if (waiter.Restores != now.View.Restores)
        {
            Lost(waiter, now);
            return;
        }

        var (what, within) = (waiter.Request.What, waiter.Request.Within);
        var refused = new AdminProtocol.Refused(
            Refusal.NotInTime,
            $"{what} not done after {within.TotalSeconds:0.###} s: {waiter.Request.Missing(now)}.",
            "The cluster keeps trying; look with: cplane nodes, cplane list, or wait longer with --timeout");
        waiter.ReplyTo.Tell(waiter.Request.Wrap(refused, now), ActorRefs.NoSender);
    }

    private static bool Answer(Waiter waiter, MembershipProtocol.Standing now)
    {
        if (waiter.Restores != now.View.Restores)
        {
            Lost(waiter, now);
            return true;
        }

        if (waiter.Request.Missing(now) is not null)
        {
            return false;
        }

        var done = new AdminProtocol.Done($"{waiter.Request.What} done");
        waiter.ReplyTo.Tell(waiter.Request.Wrap(done, now), ActorRefs.NoSender);
        return true;
    }

    /// <summary>What it waits for was written in a state of etcd that is no more.</summary>
    private static void Lost(Waiter waiter, MembershipProtocol.Standing now)
    {
        var refused = new AdminProtocol.Refused(
            Refusal.NotInTime,
            $"{waiter.Request.What}: etcd was restored from an older state meanwhile, and may have lost it.",
            "Look with: cplane list, cplane nodes; then say it again.");
        waiter.ReplyTo.Tell(waiter.Request.Wrap(refused, now), ActorRefs.NoSender);
    }

    /// <summary>The patience of one waiter is over.</summary>
    public sealed record TooLate(long Number);

    private sealed record Waiter(long Number, MembershipProtocol.Until Request, IActorRef ReplyTo, int Restores)
    {
        public string Key => $"until-{Number}";
    }
}
