using ControlPlane.Actors;
using ControlPlane.Contracts.Statuses;
using ControlPlane.Node.Cluster;
using ControlPlane.Node.Cluster.Agent;
using ControlPlane.Node.Cluster.Keys;
using ControlPlane.Node.Cluster.Placement;
using ControlPlane.Node.Controller.Configuration;
using ControlPlane.Node.Services;
using Microsoft.Extensions.Logging;

namespace ControlPlane.Node.Controller;

/// <summary>
/// The first step of the shutdown of a node in a cluster: as in a drain, what the leader has placed here is ready
/// elsewhere first. Waits only as long as somebody takes it over, and then lets the controller go on
/// (<see cref="Over"/>).
/// </summary>
internal sealed class HandingOver : ReceiveActor, IWithTimers
{
    /// <summary>A node that is up offers itself at once when nobody leads.</summary>
    private static readonly TimeSpan Election = TimeSpan.FromSeconds(1);

    /// <summary>Each step is waited for as long as its patience says.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    private readonly IActorRef _membership;
    private readonly IActorRef _controller;
    private readonly string _self;
    private readonly NodePlan _plan;
    private readonly TimeSpan? _within;
    private readonly ILogger _log;
    private HandOver? _last;

    public HandingOver(
        IActorRef membership, IActorRef controller, string self, NodePlan plan, TimeSpan? within, ILogger log)
    {
        (_membership, _controller) = (membership, controller);
        (_self, _plan, _within, _log) = (self, plan, within, log);
        Receive<Seen>(m => See(m.Now));
        Receive<Overdue>(m => End(m.Why));
        Receive<GoNow>(_ => End("it was told again to go"));
        Receive<Terminated>(_ => End("the part of it that speaks with the cluster has ended"));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    /// <param name="membership">The cluster actor; it has heard that the node goes down.</param>
    /// <param name="controller">Who goes on then.</param>
    /// <param name="self">The name of the node in the cluster.</param>
    /// <param name="plan">What runs here.</param>
    /// <param name="within">It may take so long in all; null: as long as it goes on.</param>
    /// <param name="log">Of the controller.</param>
    public static Props Props(
        IActorRef membership, IActorRef controller, string self, NodePlan plan, TimeSpan? within, ILogger log) =>
        Actors.Props.Create(() => new HandingOver(membership, controller, self, plan, within, log));

    protected override void PreStart()
    {
        Context.Watch(_membership);
        if (_within is { } within)
        {
            Timers.StartSingleTimer(nameof(_within), new Overdue($"it may take {within.TotalSeconds:0.###} s"), within);
        }

        Await();
    }

    /// <summary>
    /// One more is ready elsewhere and has left here after a startup and a shutdown timeout at the latest, if all is
    /// well.
    /// </summary>
    private TimeSpan Patience => _plan.Services.Where(s => s.Placement.Scope == PlacementScope.Cluster)
        .Select(s => Waiters.DefaultTimeout(s.Lifecycle)).DefaultIfEmpty(TimeSpan.Zero).Max();

    private void Await()
    {
        var before = _last;
        _membership.Tell(
            new MembershipProtocol.Until(
                "hand over", now => Look(now) == before ? "nothing has changed" : null, Longest)
            {
                Wrap = (_, now) => new Seen(LookForRoom(now)),
            },
            Self);
    }

    private HandOver Look(MembershipProtocol.Standing now) =>
        HandOver.Of(_self, ServicesOf(now), ReportOf(now), now.View, now.StateOf, now.Silence);

    /// <summary>Not asked at every change in the cluster.</summary>
    private HandOver LookForRoom(MembershipProtocol.Standing now)
    {
        var look = Look(now);
        var drained = now with { StateOf = node => node == _self ? NodeState.Draining : now.StateOf(node) };
        return look.Prospect != Prospect.Good
            || HandOver.FindsRoom(_self, ServicesOf(now), ReportOf(now), now.Here.Ground(drained))
            ? look
            : look with { Prospect = Prospect.Nobody, Why = "no other node has room for them" };
    }

    private static IEnumerable<ServicePlan> ServicesOf(MembershipProtocol.Standing now) =>
        now.Here.Plan?.Services ?? [];

    private static NodeReport ReportOf(MembershipProtocol.Standing now) => now.Here.Report?.Report ?? new([], 0);

    private void See(HandOver now)
    {
        var before = _last;
        _last = now;
        if (now.Prospect is Prospect.Done or Prospect.Nobody)
        {
            End(now.Why);
            return;
        }

        if (before is null)
        {
            _log.HandsOver(now.What);
        }

        if (before is null || now.Left < before.Left)
        {
            Timers.StartSingleTimer(
                nameof(Patience), new Overdue($"nothing has moved for {Patience.TotalSeconds:0.###} s"), Patience);
        }

        if (now.Prospect == Prospect.Good)
        {
            Timers.Cancel(nameof(Election));
        }
        else if (!Timers.IsTimerActive(nameof(Election)))
        {
            Timers.StartSingleTimer(nameof(Election), new Overdue(now.Why), Election);
        }

        Await();
    }

    private void End(string why)
    {
        if (why.Length > 0)
        {
            _log.DoesNotHandOver(_last?.What ?? "what the leader has placed here", why);
        }

        _controller.Tell(new Over(), Self);
        Context.Stop(Self);
    }

    /// <summary>To the controller: nothing is left here, or nobody takes it.</summary>
    public sealed record Over;

    /// <summary>From the controller: whatever is left.</summary>
    public sealed record GoNow;

    private sealed record Seen(HandOver Now);

    private sealed record Overdue(string Why);
}
