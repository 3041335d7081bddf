using ControlPlane.Actors;
using ControlPlane.Contracts.Admin;
using ControlPlane.Etcd;
using ControlPlane.Node.Cluster.View;

namespace ControlPlane.Node.Cluster.Waiting;

/// <summary>
/// Writes what people want, compared with what it is based on; when somebody else was faster, it is made anew from what
/// is so then. Used by the cluster actor alone.
/// </summary>
internal sealed class IntentWriter(IEtcd etcd, IActorRef self)
{
    /// <summary>Operators are not so many.</summary>
    private const int MostAttempts = 10;

    private readonly List<Pending> _behind = [];

    public void Write(MembershipProtocol.Write request, IActorRef replyTo, ClusterView view) =>
        Try(new Pending(request, replyTo, 1, 0), view);

    /// <summary>The view may have caught up with what was in the way.</summary>
    public void Look(ClusterView view)
    {
        foreach (var pending in _behind.Where(p => p.After <= view.Revision || p.Restores != view.Restores).ToList())
        {
            _behind.Remove(pending);
            Try(pending, view);
        }
    }

    /// <summary>Of those that wait for the view to catch up, when it cannot.</summary>
    public void Refuse(AdminProtocol.Refused why)
    {
        _behind.ForEach(pending => pending.ReplyTo.Tell(why, ActorRefs.NoSender));
        _behind.Clear();
    }

    public void Hear(Committed news, ClusterView view)
    {
        if (news.Reply.Succeeded)
        {
            news.Pending.ReplyTo.Tell(new MembershipProtocol.Written(news.Reply.Revision), ActorRefs.NoSender);
        }
        else if (news.Pending.Attempt == MostAttempts)
        {
            news.Pending.ReplyTo.Tell(
                new AdminProtocol.Refused(
                    Refusal.Conflict,
                    $"{news.Pending.Request.What}: others changed the same thing {MostAttempts} times meanwhile.",
                    "Try again when they are done."),
                ActorRefs.NoSender);
        }
        else
        {
            _behind.Add(news.Pending with
            {
                Attempt = news.Pending.Attempt + 1,
                After = news.Reply.Revision,
                Restores = view.Restores,
            });
            Look(view);
        }
    }

    public static void Hear(Failed news) => news.Pending.ReplyTo.Tell(
        news.IsCertain
            ? new AdminProtocol.Refused(
                Refusal.Failed,
                $"{news.Pending.Request.What}: etcd refuses it: {news.Why}. Nothing is changed.",
                "It would refuse it again. The limits of an etcd are its --max-request-bytes and --max-txn-ops.")
            : new AdminProtocol.Refused(
                Refusal.NotInTime,
                $"{news.Pending.Request.What}: etcd did not take it: {news.Why}. Whether it is written is not known.",
                "What runs goes on as it is. Look with: cplane list; try again when etcd answers."),
        ActorRefs.NoSender);

    private void Try(Pending pending, ClusterView view)
    {
        switch (pending.Request.Make(view))
        {
            case Intent.None none: pending.ReplyTo.Tell(none.Answer, ActorRefs.NoSender); break;
            case Intent.Change change:
                etcd.CommitAsync(change.Txn).PipeTo(
                    self, self,
                    reply => new Committed(pending, reply),
                    e => new Failed(pending, e.Message, e is EtcdException { Failure: EtcdFailure.Refused }));
                break;
        }
    }

    public sealed record Committed(Pending Pending, TxnReply Reply);

    /// <param name="Pending">What was to be written.</param>
    /// <param name="Why">For people.</param>
    /// <param name="IsCertain">It is not written, and will not be: etcd has said no to it as such.</param>
    public sealed record Failed(Pending Pending, string Why, bool IsCertain);

    /// <param name="Request">What is to be written.</param>
    /// <param name="ReplyTo">Who is answered.</param>
    /// <param name="Attempt">From 1.</param>
    /// <param name="After">The view has to be as far as this.</param>
    internal sealed record Pending(MembershipProtocol.Write Request, IActorRef ReplyTo, int Attempt, long After)
    {
        /// <summary>Of the view then: of a store that was restored since, that revision may never come.</summary>
        public int Restores { get; init; }
    }
}
