using System.Collections.Immutable;
using ControlPlane.Etcd;

namespace ControlPlane.TestKit;

/// <summary>
/// One node's connection to a <see cref="FakeEtcd"/>. A request takes effect after <see cref="RequestDelay"/>, its
/// answer arrives after <see cref="AnswerDelay"/> more, and it has failed when <see cref="Deadline"/> is over before
/// that; it may then still take effect. What follows an answer runs inside the timer that brings it.
/// </summary>
public sealed class FakeEtcdClient : IEtcd, IEtcdHistory
{
    private readonly FakeEtcd _etcd;
    private readonly List<FakeWatch> _watches = [];

    internal FakeEtcdClient(FakeEtcd etcd, string name)
    {
        _etcd = etcd;
        Name = name;
    }

    public string Name { get; }

    public TimeSpan RequestDelay { get; set; } = TimeSpan.FromMilliseconds(1);

    public TimeSpan AnswerDelay { get; set; } = TimeSpan.FromMilliseconds(1);

    public TimeSpan Deadline { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>What comes through now.</summary>
    public FakeLink Link { get; private set; }

    /// <summary>Requests that arrived, by kind; a watch counts when it connects.</summary>
    public FakeEtcdCounts Counts { get; } = new();

    internal FakeEtcd Etcd => _etcd;

    /// <summary>Whether a message can pass each way just now.</summary>
    internal bool Hears => Link == FakeLink.Up && _etcd.State == FakeEtcdState.Serving;

    /// <summary>Cuts it off: its requests time out, its watches fall silent. What is on its way is lost.</summary>
    public void Cut() => Become(FakeLink.Cut);

    /// <summary>Its requests arrive and take effect; answers and watches are lost.</summary>
    public void LoseAnswers() => Become(FakeLink.AnswersLost);

    /// <summary>Everything comes through again; watches go on where they were.</summary>
    public void Heal() => Become(FakeLink.Up);

    public Task<RangeReply> RangeAsync(KeyRange range, CancellationToken cancellation = default) => Ask(
        () =>
        {
            Counts.Ranges++;
            FakeRules.Check(range);
            return new RangeReply(_etcd.Revision, _etcd.Read(range));
        },
        cancellation);

    public Task<TxnReply> CommitAsync(Txn txn, CancellationToken cancellation = default) => Ask(
        () =>
        {
            Counts.Txns++;
            var before = _etcd.Revision;
            var reply = _etcd.Commit(txn);
            Counts.Writes += reply.Revision - before;
            return reply;
        },
        cancellation);

    public Task<Lease> GrantAsync(TimeSpan ttl, CancellationToken cancellation = default) => Ask(
        () =>
        {
            Counts.Grants++;
            return _etcd.Grant(ttl);
        },
        cancellation);

    public Task<TimeSpan?> KeepAliveAsync(long lease, CancellationToken cancellation = default) => Ask(
        () =>
        {
            Counts.KeepAlives++;
            return _etcd.KeepAlive(lease);
        },
        cancellation);

    public Task RevokeAsync(long lease, CancellationToken cancellation = default) => Ask(
        () =>
        {
            Counts.Revokes++;
            return _etcd.Expire(lease);
        },
        cancellation);

    public Task<bool> ForgetAsync(long revision, CancellationToken cancellation = default) => Ask(
        () =>
        {
            var isNew = revision > _etcd.CompactedRevision;
            if (isNew)
            {
                _etcd.Compact(revision);
            }

            return isNew;
        },
        cancellation);

    public IDisposable Watch(KeyRange range, long fromRevision, Action<WatchNews> listener)
    {
        var watch = new FakeWatch(this, range, fromRevision, listener);
        _watches.Add(watch);
        watch.LinkChanged();
        return watch;
    }

    internal void Changed(ImmutableArray<WatchEvent> events)
    {
        foreach (var watch in _watches)
        {
            watch.Changed(events);
        }
    }

    internal void LinkChanged() => _watches.ForEach(watch => watch.LinkChanged());

    internal void Progress() => 
        _watches.ToList().ForEach(watch => watch.Progress()); // A listener may end its watch.

    internal void Forget(FakeWatch watch) => _watches.Remove(watch);

    private Task<T> Ask<T>(Func<T> effect, CancellationToken cancellation) =>
        new FakeRequest<T>(this, effect).Send(cancellation);

    private void Become(FakeLink link)
    {
        Link = link;
        LinkChanged();
    }
}
