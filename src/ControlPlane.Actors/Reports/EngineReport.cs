namespace ControlPlane.Actors;

/// <summary>
/// What the engine tells whoever runs it; see <see cref="ActorSystemSettings.Report"/>. Comes from any thread.
/// </summary>
public abstract record EngineReport
{
    private EngineReport()
    {
    }

    /// <summary>An actor threw, and its parent decided.</summary>
    /// <param name="Actor">Who threw.</param>
    /// <param name="MessageType">Type of the message being handled; null: none, e.g. in a constructor.</param>
    /// <param name="Cause">What was thrown.</param>
    /// <param name="Directive">What happens next.</param>
    /// <param name="LimitReached">The strategy said restart, but there were too many: so it is stopped.</param>
    public sealed record ActorFailed(
        ActorPath Actor,
        Type? MessageType,
        Exception Cause,
        Directive Directive,
        bool LimitReached) : EngineReport
    {
        public override string ToString() =>
            $"{Actor}: failed on {MessageType?.Name ?? "no message"} with {Cause.GetType().Name}: {Cause.Message}; "
            + $"next: {Directive}{(LimitReached ? " (too many restarts)" : "")}";
    }

    /// <summary>PreRestart or PostStop threw; the actor goes on to stop or restart all the same.</summary>
    public sealed record HookFailed(ActorPath Actor, string Hook, Exception Cause) : EngineReport
    {
        public override string ToString() =>
            $"{Actor}: {Hook} threw {Cause.GetType().Name}: {Cause.Message}; next: it goes on all the same";
    }

    /// <summary>A child did not stop in its time. It was told to stop, and is not waited for.</summary>
    public sealed record ChildAbandoned(ActorPath Child, TimeSpan StopWithin) : EngineReport
    {
        public override string ToString() =>
            $"{Child}: did not stop within {StopWithin}; next: its supervisor goes on without it";
    }

    /// <summary>A message whose receiver has stopped.</summary>
    public sealed record WasDeadLetter(DeadLetter Letter) : EngineReport
    {
        public override string ToString() =>
            $"{Letter.Recipient.Path}: has stopped; {Letter.Message.GetType().Name} from "
            + $"{Letter.Sender?.Path.ToString() ?? "nobody"} is a dead letter";
    }

    /// <summary>A message that its receiver has no handler for.</summary>
    public sealed record WasUnhandled(UnhandledMessage Unhandled) : EngineReport
    {
        public override string ToString() =>
            $"{Unhandled.Recipient.Path}: does not handle {Unhandled.Message.GetType().Name} from "
            + $"{Unhandled.Sender?.Path.ToString() ?? "nobody"}";
    }

    /// <summary>A failure was escalated to the top: the whole system stops.</summary>
    public sealed record SystemFailed(Exception Cause) : EngineReport
    {
        public override string ToString() =>
            $"/: a failure was escalated to the root: {Cause.GetType().Name}: {Cause.Message}; next: the system stops";
    }
}
