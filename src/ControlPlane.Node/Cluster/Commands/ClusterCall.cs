using ControlPlane.Actors;
using ControlPlane.Contracts.Admin;
using ControlPlane.Contracts.Statuses;
using ControlPlane.Node.Admin;
using ControlPlane.Node.Controller;

namespace ControlPlane.Node.Cluster.Commands;

/// <summary>
/// One request that concerns the whole cluster, or another node, from its message to its reply and its audit line. It
/// lives below <c>admin</c>, as a request for one node does.
/// </summary>
internal abstract class ClusterCall : ReceiveActor, IWithTimers
{
    /// <summary>
    /// Whoever is asked answers within the patience of the request; this only catches an answer that was lost.
    /// </summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(10);

    private readonly CallScope _scope;
    private readonly SortedSet<string> _unanswered = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, AdminProtocol.Reply> _answers = new(StringComparer.Ordinal);
    private readonly long _begun;
    private bool _replied;

    protected ClusterCall(AdminProtocol.Request request, CallScope scope)
    {
        Request = request;
        _scope = scope;
        _begun = scope.Node.Time.GetTimestamp();
        Receive<MembershipProtocol.Picture>(Seen);
        Receive<MembershipProtocol.Written>(m => Written(m.Revision));
        Receive<AdminProtocol.Done>(Held);
        Receive<AdminProtocol.Refused>(Reply);
        Receive<Answered>(Hear);
        Receive<Slow>(_ => GiveUp());
        Receive<Lost>(_ => Reply(new AdminProtocol.Refused(
            Refusal.Failed, "No answer came from the cluster's part of this node.", "The log of the node says more.")));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected AdminProtocol.Request Request { get; }

    protected NodeContext Node => _scope.Node;

    protected ClusterSetup Cluster => _scope.Cluster;

    /// <summary>As long as a change may take, however long its services allow.</summary>
    protected virtual TimeSpan Patience =>
        (Request as AdminProtocol.Command)?.Patience.Timeout ?? TimeSpan.FromHours(1);

    /// <summary>What other nodes have for an answer; null: as long as the request may take.</summary>
    protected virtual TimeSpan? AnswersWithin => null;

    /// <summary>What is left of a patience: a call waits for several things, one after the other.</summary>
    protected TimeSpan LeftOf(TimeSpan patience)
    {
        var left = patience - Node.Time.GetElapsedTime(_begun);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    protected override void PreStart()
    {
        Timers.StartSingleTimer("lost", new Lost(), Patience + Margin);
        Look();
    }

    protected override void PostStop() => Reply(new AdminProtocol.Refused(
        Refusal.Failed, "The node failed at this request, or went away.", "The log of the node says more."));

    /// <summary>How things stand; also the first thing that comes.</summary>
    protected abstract void Seen(MembershipProtocol.Picture picture);

    /// <summary>What was to be written is.</summary>
    protected virtual void Written(long revision)
    {
    }

    /// <summary>What was waited for is so.</summary>
    protected virtual void Held(AdminProtocol.Done done)
    {
    }

    /// <summary>Every node that was asked has answered, or cannot.</summary>
    protected virtual void Gathered(IReadOnlyDictionary<string, AdminProtocol.Reply> answers)
    {
    }

    protected void Look() => Ask(new MembershipProtocol.Look());

    protected void Ask(object question) => Node.Membership.Tell(question, Self);

    /// <summary>Asks these nodes, each of itself only; <see cref="Gathered"/> follows.</summary>
    protected void AskNodes(
        MembershipProtocol.Picture picture, IEnumerable<NodeStatus> nodes, AdminProtocol.Request request)
    {
        _answers.Clear();
        var asked = nodes.ToList();
        _unanswered.UnionWith(asked.Select(node => node.Node));
        foreach (var node in asked)
        {
            AskNode(picture, node, request);
        }

        if (AnswersWithin is { } within)
        {
            Timers.StartSingleTimer("slow", new Slow(), within);
        }

        if (asked.Count == 0)
        {
            Gathered(_answers);
        }
    }

    private void AskNode(MembershipProtocol.Picture picture, NodeStatus node, AdminProtocol.Request request)
    {
        if (node.Node == Cluster.Name)
        {
            var own = new AdminActor.Call(new ClusterProtocol.OnNode(node.Node, request), _scope.Caller);
            Await(node.Node, Context.Parent.Ask<AdminProtocol.Reply>(own, Patience + Margin));
            return;
        }

        Await(node.Node, Cluster.Peers.AskAsync(
            PeerList.Of(picture.View, node.Node), request, _scope.Caller, CancellationToken.None));
    }

    private void Await(string node, Task<AdminProtocol.Reply> answer) => answer.PipeTo(
        Self, Self, reply => new Answered(node, reply), e => new Answered(node, new AdminProtocol.Refused(
            Refusal.Unavailable, $"{node} did not answer: {e.Message}", "Look with: cplane nodes")));

    private void Hear(Answered answered)
    {
        if (_unanswered.Remove(answered.Node))
        {
            _answers[answered.Node] = answered.Reply;
            if (_unanswered.Count == 0)
            {
                Gathered(_answers);
            }
        }
    }

    private void GiveUp()
    {
        foreach (var node in _unanswered.ToList())
        {
            Hear(new Answered(node, new AdminProtocol.Refused(
                Refusal.Unavailable, $"{node} did not answer within {AnswersWithin!.Value.TotalSeconds:0.###} s.",
                "Look with: cplane nodes")));
        }
    }

    /// <summary>Tells the one reply, and ends.</summary>
    protected void Reply(AdminProtocol.Reply reply)
    {
        if (_replied)
        {
            return;
        }

        _replied = true;
        if (Request.Changes)
        {
            Node.Log.Audit(_scope.Caller, AuditText.Of(Request), AuditText.Outcome(reply));
        }

        _scope.ReplyTo.Tell(reply, ActorRefs.NoSender);
        Context.Stop(Self);
    }

    private sealed record Answered(string Node, AdminProtocol.Reply Reply);

    private sealed record Slow;

    private sealed record Lost;
}

/// <summary>Who asks, and who is asked.</summary>
/// <param name="Caller">For the audit line.</param>
/// <param name="ReplyTo">Gets the one reply.</param>
/// <param name="Controller">The root of this node.</param>
/// <param name="Services">The services of this node.</param>
/// <param name="Node">Its surroundings.</param>
/// <param name="Cluster">Its cluster.</param>
internal sealed record CallScope(
    Caller Caller, IActorRef ReplyTo, IActorRef Controller, IActorRef Services, NodeContext Node, ClusterSetup Cluster);
