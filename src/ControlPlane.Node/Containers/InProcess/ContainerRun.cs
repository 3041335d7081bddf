using ControlPlane.Contracts;
using ControlPlane.Contracts.Processors;
using ControlPlane.Node.Controller;
using ControlPlane.Node.Sockets;
using ControlPlane.Platform.Sockets;
using Microsoft.Extensions.Logging;

namespace ControlPlane.Node.Containers.InProcess;

/// <summary>
/// One life of a container in this process, from its first hook to its last: runs the processor on each connection that
/// the accept loops hand over. Safe from all threads; the actor hears of it through <see cref="IRunObserver"/> alone.
/// </summary>
internal sealed class ContainerRun : IJobTaker
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _life = new();
    private readonly Dictionary<long, ProcessorConnection> _jobs = [];
    private readonly TaskCompletionSource _idle;
    private readonly string _type;
    private readonly NodeContext _node;
    private readonly IRunObserver _observer;
    private readonly SeatTable _seats;
    private readonly Seat _seat;
    private readonly HookCalls _hooks;
    private readonly ServiceControl _service;
    private readonly ContainerFace _face;
    private readonly ILogger _log;
    private readonly MessageQueue _messages;
    private readonly bool _tellsWorkload;
    private long _lastJob;
    private bool _leaving;
    private bool _ended;

    public ContainerRun(ContainerId id, InProcessPlan plan, NodeContext node, IRunObserver observer)
    {
        Id = id;
        _type = plan.Type;
        _node = node;
        _observer = observer;
        _idle = new TaskCompletionSource(node.Waiting);
        _service = new ServiceControl(id.Service, node);
        _log = _service.Log;
        _hooks = new HookCalls(plan.Processor, _log, node);
        _tellsWorkload = _hooks.Has(nameof(IProcessor.WorkloadAsync));
        _face = new ContainerFace(id, node, () => Jobs, Failed, _life.Token);
        _messages = new MessageQueue(_face, _hooks, _log);
        _seats = node.Seats.Of(id.Service);
        _seat = _seats.Add(this);
    }

    public ContainerId Id { get; }

    /// <summary>Connections that it has now.</summary>
    public int Jobs
    {
        get
        {
            lock (_gate)
            {
                return _jobs.Count;
            }
        }
    }

    private bool IsPromised
    {
        get
        {
            lock (_gate)
            {
                return !_ended && _seats.FactOf(_seat).Jobs > _jobs.Count;
            }
        }
    }

    /// <summary>What its connections say they are doing, the oldest first.</summary>
    public IReadOnlyList<ProcessorConnection> Connections
    {
        get
        {
            lock (_gate)
            {
                return [.. _jobs.OrderBy(j => j.Key).Select(j => j.Value)];
            }
        }
    }

    /// <summary>Pre-start and post-start. Null: it has started. Else why not.</summary>
    public async Task<string?> StartAsync()
    {
        var unlimited = Timeout.InfiniteTimeSpan; // The actor has the startup_timeout.
        return await _hooks.CallAsync(
                nameof(IProcessor.PreStartAsync), Id, unlimited, p => p.PreStartAsync(_service, Id, _life.Token),
                _life.Token)
                .ConfigureAwait(false)
            ?? await _hooks.CallAsync(
                nameof(IProcessor.PostStartAsync), Id, unlimited, p => p.PostStartAsync(_face, _life.Token),
                _life.Token)
                .ConfigureAwait(false);
    }

    /// <summary>It has started: connections and messages may come.</summary>
    public void Open(bool marked)
    {
        _seats.Open(_seat, marked);
        if (_messages.IsNeeded)
        {
            _ = DeliverAsync();
        }
    }

    public void TakenBack()
    {
        lock (_gate)
        {
            SetIdle();
        }
    }

    public void Mark(bool marked) => _seats.Mark(_seat, marked);

    public void Receive(string name, IReadOnlyList<string> arguments, bool fromOperator) =>
        _messages.Add(name, arguments, fromOperator);

    public Task SystemShutdownAsync(TimeSpan limit) => _hooks.CallAsync(
        nameof(IProcessor.SystemShutdownAsync), Id, limit, p => p.SystemShutdownAsync(_face, _life.Token), _life.Token);

    /// <summary>No more connections; shutdown hook, last jobs, pre-finish. The limit of it all is the
    /// actor's.</summary>
    public async Task LeaveAsync()
    {
        _seats.Close(_seat);
        _face.StopTimers();
        lock (_gate)
        {
            _leaving = true;
            SetIdle();
        }

        // A connection that is being accepted for it right now comes before the hook: nothing is promised afterwards.
        while (IsPromised)
        {
            await Task.Yield();
        }

        var unlimited = Timeout.InfiniteTimeSpan;
        await _hooks.CallAsync(
            nameof(IProcessor.ShutdownAsync), Id, unlimited, p => p.ShutdownAsync(_face, _life.Token),
            _life.Token).ConfigureAwait(false);
        await _idle.Task.ConfigureAwait(false);
        await _hooks.CallAsync(
            nameof(IProcessor.PreFinishAsync), Id, unlimited, p => p.PreFinishAsync(_face, _life.Token),
            _life.Token).ConfigureAwait(false);
    }

    /// <summary>It is over, in order or not: whatever is left is cancelled, closed, and left behind. Then
    /// post-finish.</summary>
    public async Task EndAsync(TimeSpan limit)
    {
        List<ProcessorConnection> left;
        lock (_gate)
        {
            if (_ended)
            {
                return;
            }

            _ended = true;
            left = [.. _jobs.Values];
            _idle.TrySetResult();
        }

        _seats.Close(_seat);
        _seats.Remove(_seat);
        _ = _node.Offload(CancelAsync);
        foreach (var connection in left)
        {
            await CloseAsync(connection).ConfigureAwait(false);
        }

        _face.Dispose();
        if (left.Count > 0)
        {
            _log.JobsLeftBehind(Id, left.Count);
        }

        await _hooks.CallAsync(
            nameof(IProcessor.PostFinishAsync), Id, limit, p => p.PostFinishAsync(_service, Id, CancellationToken.None),
            CancellationToken.None).ConfigureAwait(false);
    }

    public bool Begin(IAccepted connection, string protocol)
    {
        var wrapped = new ProcessorConnection(connection, protocol, _node.Time.GetUtcNow());
        long number;
        lock (_gate)
        {
            if (_ended)
            {
                return false;
            }

            number = ++_lastJob;
            _jobs.Add(number, wrapped);
        }

        _observer.JobsChanged();
        _ = _node.Offload(() => ServeAsync(number, wrapped));
        return true;
    }

    /// <summary>The callbacks of the token are code of the processor: they may throw, and they may block.</summary>
    private Task CancelAsync()
    {
        try
        {
            _life.Cancel();
        }
        catch (AggregateException e)
        {
            _log.ProcessorFailed(Id, _type, $"at its cancellation: {e.InnerExceptions[0].Message}", "ends");
        }

        return Task.CompletedTask;
    }

    private async Task DeliverAsync()
    {
        if (await _messages.DeliverAsync(_life.Token).ConfigureAwait(false) is { } wrong)
        {
            _observer.WantsToEnd(wrong);
        }
    }

    private async Task ServeAsync(long number, ProcessorConnection connection)
    {
        try
        {
            if (_tellsWorkload)
            {
                await WorkloadAsync(busier: true).ConfigureAwait(false);
            }

            await _hooks.Processor.ProcessAsync(_face, connection, _life.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // The container leaves, the processor's own limit for its peer is over, or the peer has gone.
        }
        catch (Exception e)
        {
            Failed(e);
        }
        finally
        {
            await CloseAsync(connection).ConfigureAwait(false);
            Done(number);
        }

        if (_tellsWorkload)
        {
            await WorkloadAsync(busier: false).ConfigureAwait(false);
        }
    }

    private async Task CloseAsync(ProcessorConnection connection)
    {
        try
        {
            await connection.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // A stream that the processor has broken: the job is over all the same.
            _log.ProcessorFailed(Id, _type, $"closing a connection: {e.Message}", "goes on");
        }
    }

    private void Done(long number)
    {
        lock (_gate)
        {
            if (!_jobs.Remove(number) || _ended)
            {
                return;
            }
        }

        var spent = _seats.Release(_seat);
        lock (_gate)
        {
            SetIdle();
        }

        _observer.JobsChanged();
        if (spent)
        {
            _observer.IsSpent();
        }
    }

    /// <summary>While it leaves: idle when no job is there, and none is promised to it either.</summary>
    private void SetIdle()
    {
        if (_leaving && _jobs.Count == 0 && _seats.FactOf(_seat).Jobs == 0)
        {
            _idle.TrySetResult();
        }
    }

    private Task WorkloadAsync(bool busier) => _hooks.CallAsync(
        nameof(IProcessor.WorkloadAsync), Id, MessageQueue.Limit,
        p => p.WorkloadAsync(_face, busier, Jobs, _life.Token), _life.Token);

    private void Failed(Exception e)
    {
        var goesOn = _hooks.GoesOn(_face, e);
        _log.ProcessorFailed(Id, _type, $"{e.GetType().Name}: {e.Message}", goesOn ? "goes on" : "is replaced");
        if (!goesOn)
        {
            _observer.WantsToEnd($"{e.GetType().Name}: {e.Message}");
        }
    }
}

/// <summary>What a run tells its actor; from any thread.</summary>
internal interface IRunObserver
{
    void JobsChanged();

    /// <summary>Something went wrong, after which it should be replaced.</summary>
    void WantsToEnd(string why);

    /// <summary>It has had all the connections it may have (<c>conn_limit</c>), and the last one is done.</summary>
    void IsSpent();
}
