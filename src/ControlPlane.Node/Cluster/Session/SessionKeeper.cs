using ControlPlane.Actors;
using ControlPlane.Contracts.Admin;
using ControlPlane.Contracts.Statuses;
using ControlPlane.Node.Cluster.Keys;
using ControlPlane.Node.Cluster.View;
using ControlPlane.Node.Controller;

namespace ControlPlane.Node.Cluster.Session;

/// <summary>
/// Joins the cluster, stays in it, and knows when it does not belong to it any more; then it joins anew. Used by the
/// cluster actor alone.
/// </summary>
/// <param name="setup">This node.</param>
/// <param name="node">Its surroundings.</param>
/// <param name="mirror">What is known of the cluster.</param>
/// <param name="calls">What it asks etcd.</param>
/// <param name="timers">Those of the actor.</param>
internal sealed class SessionKeeper(
    ClusterSetup setup, NodeContext node, ClusterMirror mirror, JoinCalls calls, IWithTimers timers)
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);

    /// <summary>Who has the same identity does not go away by itself: it is looked up to every half minute.</summary>
    private const int MostDoublings = 5;

    /// <summary>Older ones have ended long ago.</summary>
    private const int MostLeases = 16;

    private readonly Queue<long> _leases = new();
    private NodeState _registeredAs;
    private int _refusals;
    private long _registeredAt;
    private int _attempt;
    private int _reading;
    private bool _ended;
    private string? _silence;

    /// <summary>Null: no part of the cluster.</summary>
    public ClusterSession? Session { get; private set; }

    public SessionPhase Phase { get; private set; }

    /// <summary>Why it is no part of the cluster.</summary>
    public string Why { get; private set; } = "it has not joined yet";

    /// <summary>The answer to who wants something that takes a part of the cluster.</summary>
    public AdminProtocol.Refused NoPart => new(
        Refusal.NotInTime, $"This node is no part of the cluster at the moment: {Why}.",
        "What runs goes on as it is, and new intents are refused. Try again when etcd answers; look with: "
            + "cplane nodes");

    /// <summary>What this node says of itself.</summary>
    public NodeState State { get; set; } = NodeState.Joining;

    /// <summary>
    /// Why nobody hears of this node: it is no part of the cluster, or etcd did not answer. Null: they do.
    /// </summary>
    public string? Silence => Session is null ? $"it is no part of the cluster at the moment: {Why}" : _silence;

    public bool IsOf(int attempt) => attempt == _attempt;

    public bool IsReading(int reading) => reading == _reading;

    private TimeSpan Now => node.Machine.BootTime;

    private NodeRegistration Registration => new(
        setup.Uuid, setup.Incarnation, setup.Address, setup.Plan.Tls is not null, setup.Plan.Node.Labels,
        setup.Plan.Node.Containers, setup.Memory, setup.Version, _registeredAs);

    /// <summary>True: the lease has run out since somebody looked last; nothing that was known before counts.</summary>
    public bool HasRunOut => Session is { } session && !setup.Decisions.Holds(session, Now);

    public void Join()
    {
        if (!_ended)
        {
            _attempt++;
            Phase = SessionPhase.Reading;
            calls.Read(++_reading);
        }
    }

    /// <summary>Reads everything anew, whatever is known.</summary>
    public void ReadAgain() => calls.Read(++_reading);

    public void Hear(JoinCalls.WasRead news)
    {
        var (revision, restores) = (mirror.View.Revision, mirror.View.Restores);
        mirror.Load(news.Reply);
        if (mirror.View.Restores != restores)
        {
            node.Log.Restored(revision, news.Reply.Revision);
            _registeredAt = Math.Min(_registeredAt, news.Reply.Revision);
        }

        calls.Watch(_reading, news.Reply.Revision);
        if (Session is null)
        {
            TakeName();
        }
    }

    public void Hear(JoinCalls.NotRead news)
    {
        if (Session is null)
        {
            Fail(news.Why);
        }
        else
        {
            timers.Timers.StartSingleTimer(nameof(ReadDue), new ReadDue(), Again);
        }
    }

    public void Hear(JoinCalls.Granted news)
    {
        _leases.Enqueue(news.Lease.Id);
        if (_leases.Count > MostLeases)
        {
            _leases.Dequeue();
        }

        _registeredAs = State;
        calls.Register(_attempt, news, Registration, mirror.View);
    }

    /// <summary>True: this node is a part of the cluster now.</summary>
    public bool Hear(JoinCalls.Registered news)
    {
        if (!news.Succeeded)
        {
            Fail("somebody else has just changed the registration of this name");
            return false;
        }

        var (lease, asked) = (news.Granted.Lease, news.Granted.Asked);
        (Session, Phase) = (new ClusterSession(lease.Id, lease.Ttl, asked), SessionPhase.In);
        _silence = null;
        _registeredAt = news.Revision;
        node.Log.Joined(setup.Plan.Name, setup.Name, setup.Incarnation);
        Renewed(Session);
        return true;
    }

    /// <summary>
    /// Asks, and asks again when it is time for the next one: a question that hangs does not cost the lease.
    /// </summary>
    public void Renew()
    {
        if (Session is { } session)
        {
            calls.Renew(_attempt, session);
            RenewIn(session.RenewEvery);
        }
    }

    /// <summary>Null: it goes on. Else why this node is no part of the cluster any more.</summary>
    public string? Hear(JoinCalls.Renewed news)
    {
        switch (news)
        {
            case { Failure: { } failure }:
                Why = _silence = $"etcd does not answer ({failure})";
                RenewIn(Session!.Ttl / 10);
                return null;
            case { Ttl: { } ttl }:
                Session = Session!.RenewedAt(news.Asked, ttl);
                _silence = null;
                Renewed(Session);
                return null;
            default:
                return "etcd says that its lease has ended";
        }
    }

    public void Hear(JoinCalls.Failed news) => Fail(news.Why);

    /// <summary>From here on this node knows that others may believe it to be gone.</summary>
    public void Lose(string why)
    {
        (Session, Phase, Why) = (null, SessionPhase.Out, why);
        timers.Timers.Cancel(nameof(RenewDue));
        timers.Timers.Cancel(nameof(EndDue));
        Join();
    }

    /// <summary>
    /// What is known is not older than the registration: whoever took this node for gone, and placed elsewhere what it
    /// had, did so before, and that is known.
    /// </summary>
    public bool IsUpToDate => Session is not null && mirror.View.Revision >= _registeredAt;

    /// <summary>
    /// The registration is not the one that this node has made: somebody else has the name now, or deleted it.
    /// </summary>
    public bool WasTakenAway => !_ended && Session is { } session && IsUpToDate
        && mirror.View.Nodes.GetValueOrDefault(setup.Name)?.Lease != session.Lease;

    /// <summary>
    /// Tells the cluster what this node says of itself, if that is something else than it said before.
    /// </summary>
    public void Restate()
    {
        if (Session is { } session && State != _registeredAs)
        {
            _registeredAs = State;
            calls.Rewrite(_attempt, session, Registration);
        }
    }

    /// <summary>Null: what it says of itself is written. Else why not; it is said again.</summary>
    public string? Hear(JoinCalls.Rewritten news)
    {
        if (news.Failure is not null)
        {
            _registeredAs = (NodeState)(-1);
            _silence = $"etcd does not answer ({news.Failure.Message})";
        }

        return news.Failure?.Message;
    }

    /// <summary>No more attempts; true: there is something to give back.</summary>
    public bool End()
    {
        _ended = true;
        if (Session is { } session)
        {
            calls.Leave(session);
            return true;
        }

        return false;
    }

    private void TakeName()
    {
        if (mirror.View.Nodes.GetValueOrDefault(setup.Name) is { } holder && !_leases.Contains(holder.Lease))
        {
            switch (NameHolders.Of(holder.Value, setup.Uuid, setup.Incarnation))
            {
                case NameHolder.Another:
                    node.Log.NameTaken(setup.Name, holder.Value.Uuid, holder.Value.Address);
                    Fail($"the name {setup.Name} is held by another node at {holder.Value.Address}");
                    return;
                case NameHolder.Twin:
                    node.Log.HasATwin(holder.Value.Incarnation, holder.Value.Address, NameHolders.WayOut);
                    Fail(
                        $"another node at {holder.Value.Address} has the node-id of this one and holds its name",
                        1 << Math.Min(_refusals++, MostDoublings));
                    return;
            }
        }

        _refusals = 0;
        Phase = SessionPhase.Registering;
        calls.Grant(_attempt);
    }

    private void Fail(string why, int times = 1)
    {
        var delay = Again * times * (0.5 + node.Jitter());
        (Phase, Why) = (SessionPhase.Out, why);
        node.Log.NotJoined(why, delay.TotalSeconds);
        timers.Timers.StartSingleTimer(nameof(JoinDue), new JoinDue(), delay);
    }

    private void Renewed(ClusterSession session)
    {
        RenewIn(session.RenewalDue - Now);
        timers.Timers.StartDueTimer(nameof(EndDue), new EndDue(), session.Deadline - Now);
    }

    private void RenewIn(TimeSpan wait) => timers.Timers.StartDueTimer(nameof(RenewDue), new RenewDue(), wait);

    public sealed record JoinDue;

    public sealed record ReadDue;

    public sealed record RenewDue;

    /// <summary>The lease has ended, unless it was renewed.</summary>
    public sealed record EndDue;
}
