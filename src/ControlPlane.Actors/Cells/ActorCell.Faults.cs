namespace ControlPlane.Actors;

/// <summary>Failing, and deciding on children that failed.</summary>
internal sealed partial class ActorCell
{
    // Whose failure suspended this cell: itself, or the child whose failure it escalated.
    private LocalActorRef? _failed;
    private object? _failedMessage;
    private readonly List<SystemMessage.Failed> _waitingFailures = [];

    /// <summary>Stops handling user messages, here and below, and asks the parent what to do.</summary>
    private void Fail(Exception cause, LocalActorRef? culprit = null)
    {
        if (_failed is not null || _phase is Phase.Terminating or Phase.Terminated)
        {
            System.Report(new EngineReport.HookFailed(Self.Path, "what it did while failed or stopping", cause));
            return;
        }

        _failed = culprit ?? Self;
        _failedMessage = _message;
        Mailbox.Suspend();
        SuspendChildren(except: culprit);
        _parent.SendSystem(new SystemMessage.Failed(Self, cause, _message));
    }

    private void OnChildFailed(SystemMessage.Failed failed)
    {
        if (_children.Find(failed.Child) is not { } child)
        {
            // It was abandoned, or belongs to an earlier life of its name: nobody else will decide.
            failed.Child.SendSystem(new SystemMessage.Terminate());
            return;
        }

        child.HasFailed = true;
        var strategy = Strategy();
        var stopping = _phase == Phase.Terminating || child.IsStopping;
        var cause = failed.Cause;
        var directive = stopping ? Directive.Stop : Decide(strategy, ref cause);
        if (directive == Directive.Escalate && _failed is not null)
        {
            // One failure at a time goes up. If the answer to the first is Resume, this one is decided on after it.
            _waitingFailures.Add(failed);
            return;
        }

        var concerned = strategy.ConcernsAll && !stopping ? _children.Snapshot() : [child];
        var limitReached = directive == Directive.Restart
            && !concerned.All(one => one.Restarts.Permit(strategy, System.TimeProvider));
        directive = limitReached ? Directive.Stop : directive;
        System.Report(new EngineReport.ActorFailed(
            child.Ref.Path, failed.Message?.GetType(), cause, directive, limitReached));
        Apply(directive, child, concerned, cause);
    }

    private Directive Decide(SupervisorStrategy strategy, ref Exception cause)
    {
        try
        {
            return strategy.Decide(cause);
        }
        catch (Exception e)
        {
            System.Report(new EngineReport.HookFailed(Self.Path, "the decider of its supervisor strategy", e));
            cause = e;
            return Directive.Escalate;
        }
    }

    private void Apply(Directive directive, ChildRecord child, ChildRecord[] concerned, Exception cause)
    {
        switch (directive)
        {
            case Directive.Resume:
                child.Resume(cause);
                break;
            case Directive.Restart:
                foreach (var one in concerned)
                {
                    if (one != child)
                    {
                        one.Suspend();
                    }

                    one.Recreate(cause);
                }

                break;
            case Directive.Stop:
                foreach (var one in concerned)
                {
                    Stop(one.Ref);
                }

                break;
            case Directive.Escalate:
                Fail(cause, culprit: child.Ref);
                break;
            default:
                throw new InvalidOperationException($"{Self.Path}: the strategy decided [{directive}], which is no directive");
        }
    }

    private void OnResume(Exception? causedByFailure)
    {
        if (_phase != Phase.Running)
        {
            return;
        }

        if (_actor is null && _failed is not null)
        {
            // It failed to start: there is nothing to go on with.
            OnRecreate(causedByFailure ?? new ActorInitializationException($"{Self.Path} has no instance"));
            return;
        }

        var culprit = _failed;
        Mailbox.Resume();
        if (causedByFailure is not null)
        {
            _failed = null;
            _failedMessage = null;
        }

        foreach (var child in _children.Snapshot())
        {
            var cause = ReferenceEquals(child.Ref, culprit) ? causedByFailure : null;
            child.Resume(cause);
        }

        var waiting = _waitingFailures.ToArray();
        _waitingFailures.Clear();
        foreach (var failure in waiting)
        {
            OnChildFailed(failure);
        }
    }

    private void SuspendChildren(LocalActorRef? except)
    {
        foreach (var child in _children.Snapshot())
        {
            if (!ReferenceEquals(child.Ref, except))
            {
                child.Suspend();
            }
        }
    }

    private SupervisorStrategy Strategy() => _strategy ??=
        _props.SupervisorStrategy ?? _actor?.CallSupervisorStrategy() ?? SupervisorStrategy.DefaultStrategy;
}
