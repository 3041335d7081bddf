using ControlPlane.Contracts.Processors;

namespace ControlPlane.Node.Containers.InProcess;

/// <summary>The timers of one container. A period begins when the call before it has returned.</summary>
/// <param name="time">All time.</param>
/// <param name="offload">Where the actions run.</param>
/// <param name="failed">Told what an action has thrown.</param>
/// <param name="leaving">Given to the actions.</param>
internal sealed class ContainerTimers(
    TimeProvider time, Func<Func<Task>, Task> offload, Action<Exception> failed, CancellationToken leaving)
    : IContainerTimers, IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(49);

    private readonly Lock _gate = new();
    private readonly HashSet<OneTimer> _timers = [];
    private bool _ended;

    public IDisposable Create(TimeSpan period, Func<CancellationToken, Task<bool>> action)
    {
        ArgumentNullException.ThrowIfNull(action);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(period, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(period, Longest);
        var timer = new OneTimer(this, period, action);
        lock (_gate)
        {
            if (_ended)
            {
                return timer; // The container is leaving: as if cancelled at once.
            }

            _timers.Add(timer);
        }

        timer.Begin(time);
        return timer;
    }

    /// <summary>Cancels all; a later one never rings.</summary>
    public void Dispose()
    {
        List<OneTimer> all;
        lock (_gate)
        {
            _ended = true;
            all = [.. _timers];
        }

        all.ForEach(t => t.Dispose());
    }

    private sealed class OneTimer(ContainerTimers owner, TimeSpan period, Func<CancellationToken, Task<bool>> action)
        : IDisposable
    {
        private readonly Lock _gate = new();
        private ITimer? _timer;
        private bool _ended;

        public void Begin(TimeProvider time)
        {
            lock (_gate)
            {
                if (!_ended)
                {
                    _timer = time.CreateTimer(_ => Ring(), null, period, Timeout.InfiniteTimeSpan);
                }
            }
        }

        public void Dispose()
        {
            lock (_gate)
            {
                _ended = true;
                _timer?.Dispose();
            }

            lock (owner._gate)
            {
                owner._timers.Remove(this);
            }
        }

        private void Ring()
        {
            if (!_ended)
            {
                _ = owner.Call(this, action);
            }
        }

        public void Again()
        {
            lock (_gate)
            {
                if (!_ended)
                {
                    _timer!.Change(period, Timeout.InfiniteTimeSpan);
                }
            }
        }
    }

    private Task Call(OneTimer timer, Func<CancellationToken, Task<bool>> action) => offload(async () =>
    {
        try
        {
            if (await action(leaving))
            {
                timer.Again();
                return;
            }
        }
        catch (OperationCanceledException) when (leaving.IsCancellationRequested)
        {
            // It was told to stop, and did.
        }
        catch (Exception e)
        {
            // Code of a processor: whatever it throws concerns its container only.
            failed(e);
        }

        timer.Dispose();
    });
}
