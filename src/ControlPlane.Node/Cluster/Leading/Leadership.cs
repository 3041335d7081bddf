using System.Collections.Immutable;
using ControlPlane.Actors;
using ControlPlane.Etcd;
using ControlPlane.Node.Cluster.Keys;
using ControlPlane.Node.Cluster.Session;
using ControlPlane.Node.Cluster.View;
using ControlPlane.Node.Workload;
using Microsoft.Extensions.Logging;

namespace ControlPlane.Node.Cluster.Leading;

/// <summary>
/// Whether this node leads, and the writing of what it decides: each write is compared with its epoch, so that one of a
/// leader that is none any more changes nothing. Used by the cluster actor alone.
/// </summary>
internal sealed class Leadership(ClusterSetup setup, ClusterKeys keys, IActorRef self, ILogger log)
{
    private static readonly TimeSpan Gathers = TimeSpan.FromMilliseconds(5);

    private readonly Dictionary<string, LimitAlert> _alerts = new(StringComparer.Ordinal);
    private TimeSpan _since;
    private bool _asking;
    // The epoch of what is on its way; null: nothing is.
    private long? _writing;
    private long _written;
    private int _restores;
    private readonly Stack<ImmutableArray<DecidedWrite>> _left = new();
    private ImmutableArray<DecidedWrite> _onItsWay = [];
    private ImmutableArray<Comparison> _fence = [];
    private Dictionary<string, Assignment?> _refused = new(StringComparer.Ordinal);

    /// <summary>Null: another node leads, or nobody.</summary>
    public long? Epoch { get; private set; }

    /// <summary>All that was written is in this view, and nothing is on its way.</summary>
    public bool IsReady(ClusterView view) => Epoch is not null && _writing != Epoch && view.Revision >= _written;

    /// <summary>
    /// It leads for so long that nodes which started together with it are there: what was never placed is placed now.
    /// </summary>
    public bool IsSettled(TimeSpan now) => now >= _since + setup.Plan.Grace;

    /// <summary>When that will be so; null: it is.</summary>
    public TimeSpan? SettlesAfter(TimeSpan now) => IsSettled(now) ? null : _since + setup.Plan.Grace;

    /// <summary>Looks who leads; offers itself where nobody does.</summary>
    public void Look(ClusterView view, ClusterSession session, TimeSpan now)
    {
        if (view.Restores != _restores)
        {
            (_restores, _written) = (view.Restores, 0); // That revision may never be reached, or be another one's.
        }

        var mine = IsMine(view, session);
        if (mine && Epoch != view.Leader!.Created)
        {
            // Whatever it wrote before is in a view that shows this, and what is still on its way meets the fence.
            (Epoch, _since, _written) = (view.Leader.Created, now, 0);
            log.Leads(Epoch.Value);
        }
        else if (!mine)
        {
            Resign(view.Leader is { } other ? $"{other.Value.Node} does" : "its key is gone");
        }

        if (view.Leader is null && !_asking)
        {
            _asking = true;
            setup.Etcd.CommitAsync(Offer(view, session)).PipeTo(
                self, self, _ => new Asked(null), e => new Asked(e.Message));
        }
    }

    private bool IsMine(ClusterView view, ClusterSession session) =>
        view.Leader is { } leader && leader.Value.Uuid == setup.Uuid && leader.Lease == session.Lease;

    /// <summary>
    /// Others are better placed: this node does not offer itself, and gives the lead back if it has it.
    /// </summary>
    public void LeaveToOthers(ClusterView view, ClusterSession session, string why)
    {
        Resign(why);
        if (IsMine(view, session) && !_asking)
        {
            _asking = true;
            setup.Etcd.CommitAsync(new Txn(
                [new Comparison.CreatedAt(keys.Leader, view.Leader!.Created)],
                [new Operation.Delete(KeyRange.One(keys.Leader))],
                []))
                .PipeTo(self, self, _ => new Asked(null), e => new Asked(e.Message));
        }
    }

    /// <summary>
    /// What stands there and cannot be read goes first: written over it would keep its create revision, and that may
    /// have been the epoch of another leader.
    /// </summary>
    private Txn Offer(ClusterView view, ClusterSession session)
    {
        var me = ClusterCodec.Encode(new LeaderRecord(setup.Name, setup.Uuid));
        return view.Damaged.ContainsKey(keys.Leader)
            ? new Txn([view.Unchanged(keys.Leader, 0)], [new Operation.Delete(KeyRange.One(keys.Leader))], [])
            : new Txn(
                [new Comparison.CreatedAt(keys.Leader, 0)], [new Operation.Put(keys.Leader, me, session.Lease)], []);
    }

    /// <summary>Decides nothing any more.</summary>
    public void Resign(string why)
    {
        if (Epoch is not null)
        {
            log.LeadsNoLonger(why);
            (Epoch, _written) = (null, 0);
            _left.Clear();
        }
    }

    /// <summary>Null: the offer was made, and the view shows what came of it. Else why it could not be.</summary>
    public string? Hear(Asked news)
    {
        _asking = false;
        return news.Failure;
    }

    /// <summary>The services whose limit is news now.</summary>
    public IReadOnlyList<string> Alerts(IEnumerable<(string Service, bool AtLimit)> limits, TimeSpan now)
    {
        List<string> raised = [];
        foreach (var (service, atLimit) in limits)
        {
            if (!_alerts.TryGetValue(service, out var alert))
            {
                _alerts[service] = alert = new LimitAlert();
            }

            if (alert.Raise(atLimit, now))
            {
                raised.Add(service);
            }
        }

        return raised;
    }

    /// <summary>
    /// What comes together is decided together; and decisions take a fifth of the time at most, however large the
    /// cluster is.
    /// </summary>
    public TimeSpan Pause { get; private set; } = Gathers;

    /// <summary>A decision took so long.</summary>
    public void Took(TimeSpan time) => Pause = time * 4 > Gathers ? time * 4 : Gathers;

    /// <summary>
    /// Writes decisions, all of them, as many at once as etcd takes; a null is one that is not needed any more. Until
    /// they are written nothing else is decided.
    /// </summary>
    /// <param name="decisions">By service.</param>
    /// <param name="gone">Nodes that count as gone in them: one that is back by then has its containers still.</param>
    /// <param name="view">What they are based on.</param>
    public void Write(
        IReadOnlyList<(string Service, Assignment? Assignment)> decisions, IEnumerable<string> gone, ClusterView view)
    {
        if (Epoch is not { } epoch)
        {
            return;
        }

        // The same would be refused again; what was decided anew is tried.
        _refused = decisions.Where(IsRefused).ToDictionary(d => d.Service, d => d.Assignment, StringComparer.Ordinal);
        _fence = setup.Decisions.Fence(view, keys, epoch, gone);
        foreach (var batch in DecisionBatches.Cut(decisions.Where(d => !IsRefused(d)).Select(d => DecidedWrite.Of(
            d.Service, view.Assignment(d.Service)?.Value, d.Assignment, keys))).Reverse())
        {
            _left.Push(batch);
        }

        WriteNext();
    }

    private bool IsRefused((string Service, Assignment? Assignment) decision) =>
        _refused.TryGetValue(decision.Service, out var refused) && refused == decision.Assignment;

    private void WriteNext()
    {
        if (Epoch is not { } epoch || !_left.TryPop(out _onItsWay))
        {
            _left.Clear();
            return;
        }

        _writing = epoch;
        ImmutableArray<Operation> operations = [.. _onItsWay.Select(w => w.Operation)];
        setup.Etcd.CommitAsync(new Txn(_fence, operations, [new Operation.Get(KeyRange.One(keys.Leader))]))
            .PipeTo(self, self, reply => new Wrote(epoch, reply, null), e => new Wrote(epoch, null, e));
    }

    /// <summary>The epoch goes on, and those that count as gone are not back.</summary>
    public static ImmutableArray<Comparison> Fence(
        ClusterView view, ClusterKeys keys, long epoch, IEnumerable<string> gone) =>
    [
        new Comparison.CreatedAt(keys.Leader, epoch),
        .. gone.Take(DecisionBatches.MostWrites).Select(node => view.Unchanged(keys.Node(node), 0)),
    ];

    /// <summary>
    /// Goes on with what is left. Null: it was written, or this node leads no longer, or it is tried in smaller parts;
    /// else what could not be. What was written in an epoch that is over changes nothing in the next one.
    /// </summary>
    /// <param name="news">What became of one batch.</param>
    /// <param name="mayDecide">The lease lasts long enough for the next one.</param>
    public string? Hear(Wrote news, bool mayDecide)
    {
        _writing = news.Epoch == _writing ? null : _writing;
        if (news.Epoch != Epoch)
        {
            return null;
        }

        var problem = news.Failure switch
        {
            null => null,
            EtcdException { Failure: EtcdFailure.Refused } refused => CutFurther(refused.Message),
            var unknown => unknown.Message,
        };
        if (news.Reply is { } reply)
        {
            _written = Math.Max(_written, reply.Revision);
            if (reply.Succeeded)
            {
                Tell();
            }
            else if (!reply.Read[0].Any(leader => leader.CreateRevision == Epoch))
            {
                Resign("etcd refused what it wrote: its epoch is over");
            }
        }

        // What is left was decided on what may be no longer so: it is decided anew.
        if (!mayDecide || news.Reply is { Succeeded: false }
            || news.Failure is not (null or EtcdException { Failure: EtcdFailure.Refused }))
        {
            _left.Clear();
        }

        WriteNext();
        return problem;
    }

    /// <summary>
    /// Null: in halves. Else one assignment alone is refused, and waits until it is decided otherwise.
    /// </summary>
    private string? CutFurther(string why)
    {
        if (_onItsWay is [var one])
        {
            _refused[one.Service] = one.After;
            return $"that of {one.Service}, {one.Bytes} bytes: {why}";
        }

        var (first, rest) = DecisionBatches.Halve(_onItsWay);
        _left.Push(rest);
        _left.Push(first);
        return null;
    }

    /// <summary>What is in force now is said where people would see a difference.</summary>
    private void Tell()
    {
        foreach (var (service, before, after, _, _) in _onItsWay)
        {
            if (DecisionText.NewGoal(before, after) is { } goal)
            {
                log.Decided(service, goal);
            }
            else if (DecisionText.NewStep(before, after) is { } step)
            {
                log.OnItsWay(service, step);
            }
        }
    }

    /// <param name="Failure">Null: etcd has answered, whoever leads.</param>
    public sealed record Asked(string? Failure);

    /// <param name="Epoch">That it was written in.</param>
    /// <param name="Reply">Null: none came.</param>
    /// <param name="Failure">Null: one came.</param>
    public sealed record Wrote(long Epoch, TxnReply? Reply, Exception? Failure);
}
