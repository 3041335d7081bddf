using ControlPlane.Actors;
using ControlPlane.Contracts.Admin;
using ControlPlane.Node.Containers;

namespace ControlPlane.Node.Services;

/// <summary>Who waits for the target of a service, and until when. Each is answered exactly once.</summary>
internal sealed class Waiters(string service, IWithTimers timers)
{
    private readonly List<Waiter> _waiting = [];
    private int _last;

    /// <summary>Startup plus shutdown timeout; a start without limit counts as the default minute.</summary>
    public static TimeSpan DefaultTimeout(LifecyclePlan plan) =>
        (plan.StartupTimeout ?? TimeSpan.FromMinutes(1)) + plan.ShutdownTimeout;

    public void Add(IActorRef replyTo, string what, AdminProtocol.Patience patience, LifecyclePlan plan)
    {
        if (!patience.Wait)
        {
            replyTo.Tell(new AdminProtocol.Done($"{service}: {what} accepted"), ActorRefs.NoSender);
            return;
        }

        var waiter = new Waiter(++_last, replyTo, what, patience.Timeout ?? DefaultTimeout(plan));
        _waiting.Add(waiter);
        timers.Timers.StartSingleTimer(waiter.Number, new TooLate(waiter.Number), waiter.Timeout);
    }

    /// <summary>The target is reached.</summary>
    public void Reached(string text) => All(_ => new AdminProtocol.Done(text));

    /// <summary>Another command has changed the target.</summary>
    public void Supersede(string by) => All(w => new AdminProtocol.Refused(
        Refusal.Conflict,
        $"{service}: {w.What} was overtaken by {by}.",
        "Two operators work on this service; look with: cplane list"));

    /// <summary>The target was given up.</summary>
    public void Fail(string why) => All(_ => new AdminProtocol.Refused(
        Refusal.Failed, why, $"See its log, mend the cause, then: cplane enable {service}"));

    public void GiveUp(TooLate late, string missing)
    {
        if (_waiting.Find(w => w.Number == late.Number) is { } waiter)
        {
            _waiting.Remove(waiter);
            waiter.ReplyTo.Tell(
                new AdminProtocol.Refused(
                    Refusal.NotInTime,
                    $"{waiter.What} not done after {waiter.Timeout.TotalSeconds:0.###} s: {missing}.",
                    "The node keeps trying; look with: cplane containers, or wait longer with --timeout"),
                ActorRefs.NoSender);
        }
    }

    private void All(Func<Waiter, AdminProtocol.Reply> reply)
    {
        foreach (var waiter in _waiting)
        {
            timers.Timers.Cancel(waiter.Number);
            waiter.ReplyTo.Tell(reply(waiter), ActorRefs.NoSender);
        }

        _waiting.Clear();
    }

    /// <summary>The patience of one waiter is over.</summary>
    public sealed record TooLate(int Number);

    private sealed record Waiter(int Number, IActorRef ReplyTo, string What, TimeSpan Timeout);
}
