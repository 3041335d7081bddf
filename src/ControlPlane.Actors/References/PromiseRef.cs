namespace ControlPlane.Actors;

/// <summary>The other end of a promise, so that dead letters can break it.</summary>
internal interface IPromise
{
    /// <summary>The question was not delivered, so no answer will come.</summary>
    void QuestionWasLost(ActorPath receiver);
}

/// <summary>A reference that lives for one answer and completes a task with it.</summary>
internal sealed class PromiseRef<T> : InternalActorRef, IPromise
{
    private static readonly ActorPath Temp = ActorPath.Root.Child("temp");

    private readonly ActorSystem _system;
    private readonly ActorPath _asked;
    private readonly TaskCompletionSource<T> _answer;
    private readonly Lock _gate = new();
    private readonly List<InternalActorRef> _watchers = [];
    private ITimer? _timer;
    private CancellationTokenRegistration _cancellation;
    private bool _done;

    public PromiseRef(ActorSystem system, ActorPath asked)
    {
        _system = system;
        _asked = asked;
        Path = Temp.Child(system.NextTemporaryName());

        // On the pool, whoever awaits must not run inside the answering actor. The stepped dispatcher has one thread,
        // and the order of what follows an answer belongs to its trace.
        _answer = new TaskCompletionSource<T>(
            system.Dispatcher.IsStepped
                ? TaskCreationOptions.None
                : TaskCreationOptions.RunContinuationsAsynchronously);
    }

    public override ActorPath Path { get; }

    public override ActorSystem System => _system;

    public Task<T> Task => _answer.Task;

    public void Arm(TimeSpan timeout, CancellationToken cancellationToken)
    {
        var timer = timeout == Timeout.InfiniteTimeSpan
            ? null
            : _system.TimeProvider.CreateTimer(
                _ => Break(new AskTimeoutException($"{_asked} did not answer within {timeout}")),
                null,
                timeout,
                Timeout.InfiniteTimeSpan);
        var cancellation = cancellationToken.UnsafeRegister(
            (_, token) => Finish(() => _answer.TrySetCanceled(token)), null);
        lock (_gate)
        {
            if (!_done)
            {
                _timer = timer;
                _cancellation = cancellation;
                return;
            }
        }

        timer?.Dispose();
        cancellation.Unregister();
    }

    public override void Tell(object message, IActorRef? sender)
    {
        ArgumentNullException.ThrowIfNull(message);
        var taken = message switch
        {
            Status.Failure failure when !typeof(Status).IsAssignableFrom(typeof(T)) => Break(failure.Cause),
            T answer => Finish(() => _answer.TrySetResult(answer)),
            _ => Break(new ArgumentException(
                $"{_asked} answered with a {message.GetType()}; the question expects a {typeof(T)}")),
        };
        if (!taken)
        {
            _system.DeadLetter(new Envelope(message, sender), this);
        }
    }

    public override void SendSystem(SystemMessage message)
    {
        switch (message)
        {
            case SystemMessage.Watch watch:
                lock (_gate)
                {
                    if (!_done)
                    {
                        _watchers.Add(watch.Watcher);
                        return;
                    }
                }

                break;
            case SystemMessage.Unwatch unwatch:
                lock (_gate)
                {
                    _watchers.Remove(unwatch.Watcher);
                }

                return;
        }

        message.ReceiverIsDead(this);
    }

    public void QuestionWasLost(ActorPath receiver) => Break(
        new AskTimeoutException($"{receiver} was asked, but it has stopped; the question became a dead letter"));

    private bool Break(Exception reason) => Finish(() => _answer.TrySetException(reason));

    private bool Finish(Func<bool> complete)
    {
        InternalActorRef[] watchers;
        lock (_gate)
        {
            if (_done)
            {
                return false;
            }

            _done = true;
            watchers = [.. _watchers];
            _timer?.Dispose();
        }

        _cancellation.Unregister();
        foreach (var watcher in watchers)
        {
            watcher.SendSystem(new SystemMessage.DeathWatchNotification(this));
        }

        // What follows the answer may run right here; it is not part of the answering actor.
        using (ActorCell.Outside())
        {
            return complete();
        }
    }
}
