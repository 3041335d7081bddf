using ControlPlane.Etcd;
using ControlPlane.TestKit;

namespace ControlPlane.Node.Tests.Simulation.Cluster;

/// <summary>
/// What one life of a node has of etcd: its own connection, and answers that come through its gate only.
/// </summary>
/// <param name="client">The connection.</param>
/// <param name="gate">Of the node.</param>
/// <param name="sending">Sees each transaction when it is sent; false: it does not arrive, and is answered as
/// if.</param>
internal sealed class NodeEtcd(FakeEtcdClient client, NodeGate gate, Func<Txn, bool> sending) : IEtcd
{
    private readonly List<IDisposable> _watches = [];

    /// <summary>The last lease under which something of this node is known, by its own knowledge, to stand.</summary>
    public long Confirmed { get; private set; }

    public Task<RangeReply> RangeAsync(KeyRange range, CancellationToken cancellation = default) =>
        Through(client.RangeAsync(range, cancellation));

    public Task<TxnReply> CommitAsync(Txn txn, CancellationToken cancellation = default)
    {
        if (!sending(txn))
        {
            return Task.FromResult(new TxnReply(0, true, []));
        }

        var lease = txn.Then.OfType<Operation.Put>().Select(put => put.Lease).FirstOrDefault(l => l != 0);
        return Through(
            client.CommitAsync(txn, cancellation),
            reply => Confirmed = reply.Succeeded && lease != 0 ? lease : Confirmed);
    }

    public Task<Lease> GrantAsync(TimeSpan ttl, CancellationToken cancellation = default) =>
        Through(client.GrantAsync(ttl, cancellation));

    public Task<TimeSpan?> KeepAliveAsync(long lease, CancellationToken cancellation = default) =>
        Through(client.KeepAliveAsync(lease, cancellation));

    public Task RevokeAsync(long lease, CancellationToken cancellation = default) =>
        Through(Revoked(client.RevokeAsync(lease, cancellation)));

    public IDisposable Watch(KeyRange range, long fromRevision, Action<WatchNews> listener)
    {
        var watch = new Watching();
        watch.Inner = client.Watch(range, fromRevision, news => gate.Arrive(() =>
        {
            if (!watch.IsOver)
            {
                listener(news);
            }
        }));
        _watches.Add(watch);
        return watch;
    }

    /// <summary>The node is dead: nobody listens any more.</summary>
    public void Close() => _watches.ForEach(watch => watch.Dispose());

    private static async Task<bool> Revoked(Task task)
    {
        await task;
        return true;
    }

    private Task<T> Through<T>(Task<T> task, Action<T>? first = null)
    {
        var source = new TaskCompletionSource<T>();
        task.ContinueWith(
            done => gate.Arrive(() => Hand(done, source, first)), CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return source.Task;
    }

    private static void Hand<T>(Task<T> done, TaskCompletionSource<T> source, Action<T>? first)
    {
        if (done.IsCompletedSuccessfully)
        {
            first?.Invoke(done.Result);
            source.TrySetResult(done.Result);
        }
        else if (done.IsCanceled)
        {
            source.TrySetCanceled();
        }
        else
        {
            source.TrySetException(done.Exception!.InnerException!);
        }
    }

    private sealed class Watching : IDisposable
    {
        public IDisposable? Inner { get; set; }

        public bool IsOver { get; private set; }

        public void Dispose()
        {
            IsOver = true;
            Inner?.Dispose();
        }
    }
}
