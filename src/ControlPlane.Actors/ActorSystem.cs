using System.Globalization;

namespace ControlPlane.Actors;

/// <summary>A tree of actors below <c>/user</c>, and what they run on. Safe from any thread.</summary>
/// <remarks>
/// Names and semantics are those of Akka.NET 1.5, as far as they go; there is no ReceiveAsync, routing, remoting or
/// stash. On purpose different: children can be started and stopped in a stated order
/// (<see cref="IActorContext.StartAll"/>); a child that fails while its parent stops is stopped, never restarted; a
/// question to an actor that has stopped fails at once instead of by its timeout; timers may be started in the
/// constructor; a periodic tick that finds the one before unhandled is left out; a bounded mailbox drops the newest and
/// says so. Actors that were abandoned do not hold up <see cref="WhenTerminated"/>.
/// </remarks>
public sealed class ActorSystem : IAsyncDisposable
{
    private readonly TaskCompletionSource _terminated;
    private readonly Action<EngineReport> _report;
    private readonly ActorCell _guardian;
    private long _deadLetters;
    private long _temporaryNames;

    private ActorSystem(string name, ActorSystemSettings settings)
    {
        Name = name;
        Dispatcher = settings.Dispatcher;
        TimeProvider = settings.TimeProvider ?? settings.Dispatcher.Clock ?? TimeProvider.System;
        _report = settings.Report ?? StandardErrorReport.Write;
        _terminated = new TaskCompletionSource(
            Dispatcher.IsStepped ? TaskCreationOptions.None : TaskCreationOptions.RunContinuationsAsynchronously);
        DeadLetters = new DeadLetterRef(this);
        _guardian = new ActorCell(
            this,
            new RootGuardian(this),
            Props.Create(() => new UserGuardian()).WithSupervisorStrategy(settings.GuardianStrategy),
            ActorPath.Root.Child("user"));
        _guardian.Self.SendSystem(new SystemMessage.Create());
    }

    public string Name { get; }

    public TimeProvider TimeProvider { get; }

    /// <summary>Completes when every actor has stopped. It never fails; see <see cref="TerminationReason"/>.</summary>
    public Task WhenTerminated => _terminated.Task;

    /// <summary>The failure that was escalated to the top and ended the system, or null.</summary>
    public Exception? TerminationReason { get; private set; }

    /// <summary>Where messages go that nobody gets.</summary>
    public IActorRef DeadLetters { get; }

    /// <summary>Messages so far whose receiver had stopped.</summary>
    public long DeadLetterCount => Interlocked.Read(ref _deadLetters);

    /// <summary>
    /// Publishes <see cref="DeadLetter"/>, <see cref="UnhandledMessage"/>, and what the users of the engine like.
    /// </summary>
    public EventStream EventStream { get; } = new();

    internal Dispatcher Dispatcher { get; }

    /// <param name="name">For people; letters and digits as in actor names.</param>
    /// <param name="settings">Null: the thread pool and the real clock.</param>
    public static ActorSystem Create(string name, ActorSystemSettings? settings = null)
    {
        ActorName.Check(name);
        return new ActorSystem(name, settings ?? new ActorSystemSettings());
    }

    /// <summary>Starts an actor right below <c>/user</c>.</summary>
    /// <exception cref="InvalidActorNameException">Malformed, or taken.</exception>
    /// <exception cref="InvalidOperationException">The system is stopping.</exception>
    public IActorRef ActorOf(Props props, string? name = null) => _guardian.ActorOf(props, name);

    /// <summary>Stops an actor as <see cref="IActorContext.Stop"/> does.</summary>
    /// <exception cref="ArgumentException">It belongs to another system, or to none.</exception>
    public void Stop(IActorRef actor)
    {
        var known = InternalActorRef.Of(actor);
        if (!ReferenceEquals(known.System, this))
        {
            throw new ArgumentException($"{actor.Path} is no actor of the system [{Name}]; it cannot be stopped by it");
        }

        known.SendSystem(new SystemMessage.Terminate());
    }

    /// <summary>Stops all actors. Under a stepped dispatcher that happens when it runs.</summary>
    /// <returns><see cref="WhenTerminated"/>.</returns>
    public Task Terminate()
    {
        _guardian.Self.SendSystem(new SystemMessage.Terminate());
        return WhenTerminated;
    }

    /// <summary>
    /// Every actor that has not stopped, parents before children, children in the order of their making.
    /// </summary>
    public IReadOnlyList<IActorRef> LivingActors()
    {
        var found = new List<IActorRef>();
        _guardian.CollectDescendants(found);
        return found;
    }

    /// <summary>As <see cref="Terminate"/>; waits, so not for a stepped dispatcher that nobody runs.</summary>
    public async ValueTask DisposeAsync() => await Terminate().ConfigureAwait(false);

    internal string NextTemporaryName() =>
        Interlocked.Increment(ref _temporaryNames).ToString(CultureInfo.InvariantCulture);

    internal void DeadLetter(in Envelope envelope, IActorRef recipient)
    {
        switch (envelope.Message)
        {
            // Nothing is lost when these come too late; and a dead letter about a dead letter would never end.
            case PoisonPill or Kill or Terminated or DeathNotice or TimerTick or Actors.DeadLetter or UnhandledMessage:
                return;
        }

        Interlocked.Increment(ref _deadLetters);
        var letter = new DeadLetter(envelope.Message, envelope.Sender, recipient);
        Report(new EngineReport.WasDeadLetter(letter));
        EventStream.Publish(letter);
        (envelope.Sender as IPromise)?.QuestionWasLost(recipient.Path);
    }

    internal void Unhandled(UnhandledMessage message)
    {
        Report(new EngineReport.WasUnhandled(message));
        EventStream.Publish(message);
    }

    internal void Report(EngineReport report)
    {
        try
        {
            _report(report);
        }
        catch (Exception e)
        {
            // Whoever listens must not be able to stop an actor; standard error is what remains.
            StandardErrorReport.ListenerFailed(report, e);
        }
    }

    internal void EndBecauseOf(Exception cause)
    {
        TerminationReason ??= cause;
        Report(new EngineReport.SystemFailed(cause));
        _ = Terminate();
    }

    internal void Ended()
    {
        using (ActorCell.Outside())
        {
            _terminated.TrySetResult();
        }
    }
}
