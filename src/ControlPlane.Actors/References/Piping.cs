namespace ControlPlane.Actors;

/// <summary>Bringing the result of a task back as a message: the only way for an actor to wait.</summary>
public static class Piping
{
    /// <summary>
    /// Tells the result when it is there; a failure or cancellation arrives as <see cref="Status.Failure"/>.
    /// </summary>
    /// <param name="task">
    /// What takes time. If it has completed already, the message is sent before this returns.
    /// </param>
    /// <param name="recipient">Who gets the message, mostly <c>Self</c>.</param>
    /// <param name="sender">Null: nobody.</param>
    /// <param name="success">Makes the message from the result; without it the result itself is sent.</param>
    /// <param name="failure">Makes the message from the exception, instead of <see cref="Status.Failure"/>.</param>
    public static void PipeTo<T>(
        this Task<T> task,
        IActorRef recipient,
        IActorRef? sender = null,
        Func<T, object>? success = null,
        Func<Exception, object>? failure = null)
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(recipient);
        When(task, done => recipient.Tell(Outcome(done, MessageOf, failure), sender));

        object MessageOf() => success is null
            ? (object?)task.Result
              ?? throw new InvalidOperationException("a piped task's result is null; map it with success")
            : success(task.Result);
    }

    /// <summary>
    /// As above for a task without a result; without <paramref name="success"/> nothing is told when it is done.
    /// </summary>
    public static void PipeTo(
        this Task task,
        IActorRef recipient,
        IActorRef? sender = null,
        Func<object>? success = null,
        Func<Exception, object>? failure = null)
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(recipient);
        When(task, done =>
        {
            if (success is not null || !done.IsCompletedSuccessfully)
            {
                recipient.Tell(Outcome(done, () => success!(), failure), sender);
            }
        });
    }

    private static void When(Task task, Action<Task> then)
    {
        if (task.IsCompleted)
        {
            then(task);
            return;
        }

        task.ContinueWith(
            then,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    private static object Outcome(Task task, Func<object> success, Func<Exception, object>? failure)
    {
        try
        {
            if (task.IsCompletedSuccessfully)
            {
                return success();
            }

            var reason = task.IsCanceled ? new TaskCanceledException(task) : task.Exception!.InnerExceptions[0];
            return failure is null ? new Status.Failure(reason) : failure(reason);
        }
        catch (Exception e)
        {
            // A mapping that throws must not lose the message: somebody waits for it.
            return new Status.Failure(e);
        }
    }
}
