using System.Collections.Immutable;
using ControlPlane.Actors;
using ControlPlane.Etcd;
using ControlPlane.Node.Cluster.Keys;
using ControlPlane.Node.Cluster.View;

namespace ControlPlane.Node.Cluster.Session;

/// <summary>
/// What a node asks etcd while it joins and stays; every answer comes back as a message that names the attempt, so that
/// one of an attempt before counts no more. Used by the cluster actor alone.
/// </summary>
internal sealed class JoinCalls(ClusterSetup setup, ClusterKeys keys, IActorRef self, Func<TimeSpan> now)
{
    private IDisposable? _watch;
    private bool _offering;

    /// <summary>Answered by <see cref="WasRead"/> or <see cref="NotRead"/>.</summary>
    public void Read(int reading) => setup.Etcd.RangeAsync(keys.All).PipeTo(
        self, self, reply => new WasRead(reading, reply), e => new NotRead(reading, e.Message));

    /// <summary>Every change after that revision comes as <see cref="Heard"/>.</summary>
    public void Watch(int reading, long after)
    {
        StopWatching();
        _watch = setup.Etcd.Watch(keys.All, after + 1, news => self.Tell(new Heard(reading, news), self));
    }

    public void StopWatching()
    {
        _watch?.Dispose();
        _watch = null;
    }

    /// <summary>Answered by <see cref="Granted"/>.</summary>
    public void Grant(int attempt)
    {
        var asked = now();
        setup.Etcd.GrantAsync(setup.Plan.Lease).PipeTo(
            self, self, lease => new Granted(attempt, lease, asked), e => new Failed(attempt, e.Message));
    }

    /// <summary>
    /// Takes the name, if nobody else has taken it since it was looked at. Answered by <see cref="Registered"/>.
    /// </summary>
    public void Register(int attempt, Granted granted, NodeRegistration registration, ClusterView view)
    {
        var txn = new Txn(
            [view.Unchanged(keys.Node(setup.Name), view.Nodes.GetValueOrDefault(setup.Name)?.Modified ?? 0)],
            Puts(registration, granted.Lease.Id),
            []);
        setup.Etcd.CommitAsync(txn).PipeTo(
            self, self, reply => new Registered(attempt, granted, reply.Succeeded, reply.Revision),
            e => new Failed(attempt, e.Message));
    }

    /// <summary>The registration says something else now. Answered by <see cref="Rewritten"/>.</summary>
    public void Rewrite(int attempt, ClusterSession session, NodeRegistration registration) =>
        setup.Etcd.CommitAsync(Txn.Of(Puts(registration, session.Lease).AsSpan())).PipeTo(
            self, self, _ => new Rewritten(attempt, null), e => new Rewritten(attempt, e));

    /// <summary>Answered by <see cref="Renewed"/>.</summary>
    public void Renew(int attempt, ClusterSession session)
    {
        var asked = now();
        setup.Etcd.KeepAliveAsync(session.Lease).PipeTo(
            self, self, ttl => new Renewed(attempt, asked, ttl, null),
            e => new Renewed(attempt, asked, null, e.Message));
    }

    /// <summary>
    /// The cluster has a secret: if it has none, this one, if nobody was faster. Answered by <see cref="Offered"/>.
    /// </summary>
    public void OfferToken(ClusterView view)
    {
        if (view.Token is not null || _offering)
        {
            return;
        }

        _offering = true;
        var token = ClusterCodec.Encode(new PeerToken(setup.NewToken()));
        var txn = new Txn([view.Unchanged(keys.Token, 0)], [new Operation.Put(keys.Token, token)], []);
        setup.Etcd.CommitAsync(txn).PipeTo(
            self, self, _ => new Offered(null), e => new Offered(e.Message));
    }

    /// <summary>Null: there is a secret now. Else why it could not be offered.</summary>
    public string? Hear(Offered news)
    {
        _offering = false;
        return news.Failure;
    }

    /// <summary>
    /// Ends the memory of this node, and the lease with all its keys. Answered by <see cref="Gone"/>.
    /// </summary>
    public void Leave(ClusterSession session) => LeaveAsync(session.Lease).PipeTo(
        self, self, gone => gone, e => new Gone(null, e.Message));

    /// <summary>Whatever becomes of the one, the other is done.</summary>
    private async Task<Gone> LeaveAsync(long lease)
    {
        var forgotten = setup.Etcd.CommitAsync(Txn.Of(new Operation.Delete(KeyRange.One(keys.Member(setup.Name)))));
        var notForgotten = await FailureOf(forgotten).ConfigureAwait(false);
        return new Gone(notForgotten, await FailureOf(setup.Etcd.RevokeAsync(lease)).ConfigureAwait(false));
    }

    private static async Task<string?> FailureOf(Task call)
    {
        try
        {
            await call.ConfigureAwait(false);
            return null;
        }
        catch (EtcdException e)
        {
            return e.Message;
        }
    }

    private ImmutableArray<Operation> Puts(NodeRegistration registration, long lease)
    {
        var text = ClusterCodec.Encode(registration);
        return
        [
            new Operation.Put(keys.Node(setup.Name), text, lease),
            new Operation.Put(keys.Member(setup.Name), text),
        ];
    }

    public sealed record WasRead(int Reading, RangeReply Reply);

    public sealed record NotRead(int Reading, string Why);

    public sealed record Heard(int Reading, WatchNews News);

    public sealed record Granted(int Attempt, Lease Lease, TimeSpan Asked);

    public sealed record Registered(int Attempt, Granted Granted, bool Succeeded, long Revision);

    /// <param name="Attempt">Of which.</param>
    /// <param name="Failure">Null: it was written.</param>
    public sealed record Rewritten(int Attempt, Exception? Failure);

    /// <param name="Attempt">Of which.</param>
    /// <param name="Asked">When.</param>
    /// <param name="Ttl">Null: the lease has ended, or etcd did not answer.</param>
    /// <param name="Failure">Null: etcd has answered.</param>
    public sealed record Renewed(int Attempt, TimeSpan Asked, TimeSpan? Ttl, string? Failure);

    public sealed record Failed(int Attempt, string Why);

    public sealed record Offered(string? Failure);

    /// <param name="NotForgotten">Null: it is no member any more. Else why it still is.</param>
    /// <param name="NotGivenBack">Null: the lease is given back. Else why not.</param>
    public sealed record Gone(string? NotForgotten, string? NotGivenBack);
}
