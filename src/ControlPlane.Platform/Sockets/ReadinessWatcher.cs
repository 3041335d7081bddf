using System.Collections.Concurrent;
using ControlPlane.Platform.Native;

namespace ControlPlane.Platform.Sockets;

/// <summary>
/// One thread for all listening sockets that are accepted from in this process: says when one has a connection, and
/// takes nothing. So a socket can be watched without the obligation to do something with what comes. Lives as long as
/// the process.
/// </summary>
internal sealed class ReadinessWatcher
{
    private static readonly Lazy<ReadinessWatcher> Started = new(() => new ReadinessWatcher());

    private static readonly Epoll Watched = new();

    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<long, Watch> _watches = new();
    private long _lastId;

    private ReadinessWatcher() => new Thread(Run) { Name = "cplane accept", IsBackground = true }.Start();

    public static ReadinessWatcher Instance => Started.Value;

    /// <summary>Completes when the descriptor is readable; one wait at a time for each descriptor.</summary>
    public async Task WhenReadableAsync(Descriptor descriptor, CancellationToken cancellation)
    {
        var id = Interlocked.Increment(ref _lastId);
        var watch = new Watch(descriptor);
        _watches[id] = watch;
        try
        {
            Watched.Add(descriptor, id);
            using (cancellation.UnsafeRegister(_ => Cancel(id, watch, cancellation), null))
            {
                await watch.Done.Task.ConfigureAwait(false);
            }
        }
        finally
        {
            End(id, watch);
        }
    }

    private void Run()
    {
        Span<long> ids = stackalloc long[64];
        while (true)
        {
            var count = Watched.Wait(ids, -1);
            foreach (var id in ids[..count])
            {
                if (_watches.TryGetValue(id, out var watch))
                {
                    End(id, watch);
                    watch.Done.TrySetResult();
                }
            }
        }
    }

    /// <summary>On the thread that cancels: when that goes on (and closes the descriptor), nobody watches it any
    /// more.</summary>
    private void Cancel(long id, Watch watch, CancellationToken cancellation)
    {
        End(id, watch);
        watch.Done.TrySetCanceled(cancellation);
    }

    /// <summary>
    /// Level-triggered, so it leaves the set before anybody is told. Under a lock: once this has returned, on whatever
    /// thread, the number of the descriptor may belong to somebody else.
    /// </summary>
    private void End(long id, Watch watch)
    {
        lock (_gate)
        {
            if (_watches.TryRemove(id, out _))
            {
                Watched.Remove(watch.Descriptor);
            }
        }
    }

    private sealed record Watch(Descriptor Descriptor)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
