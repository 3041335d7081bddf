namespace ControlPlane.Actors;

/// <summary>Failing, and deciding on children that failed.</summary>
internal sealed partial class ActorCell
{
    // Whose failure suspended this cell: itself, or the child whose failure it escalated.
    private LocalActorRef? _failed;
    private object? _failedMessage;
    private readonly List<(ChildRecord Child, SystemMessage.Failed Failure)> _waitingFailures = [];

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

        child.Failures++;
        Decide(child, failed);
    }

    private void Decide(ChildRecord child, SystemMessage.Failed failed)
    {
        var strategy = Strategy();
        var stopping = _phase == Phase.Terminating || child.IsStopping;
        var cause = failed.Cause;
        var directive = stopping ? Directive.Stop : Decide(strategy, ref cause);
        if (directive == Directive.Escalate && _failed is not null)
        {
            // One failure at a time goes up. If the answer to the first is Resume, this one is decided on after it.
            _waitingFailures.Add((child, failed));
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
                child.ResumeFailed(cause);
                break;
            case Directive.Restart:
                foreach (var one in concerned)
                {
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
                throw new InvalidOperationException(
                    $"{Self.Path}: the strategy decided [{directive}], which is no directive");
        }
    }

    private void OnSuspend()
    {
        Mailbox.Suspend();
        if (_phase == Phase.Running)
        {
            SuspendChildren(except: null);
        }

        // Otherwise its children are stopping, maybe in a way of their own: they need to handle messages for that.
    }

    private void OnResume(Exception? causedByFailure)
    {
        if (_phase != Phase.Running)
        {
            Mailbox.Resume();
            return;
        }

        if (_actor is null && causedByFailure is not null)
        {
            // It failed to start: there is nothing to go on with.
            OnRecreate(causedByFailure);
            return;
        }

        Mailbox.Resume();
        if (causedByFailure is not null)
        {
            var culprit = _failed;
            _failed = null;
            _failedMessage = null;
            if (culprit is not null && _children.Find(culprit) is { } failedChild)
            {
                failedChild.ResumeFailed(causedByFailure);
            }
        }

        ResumeChildren();
        var waiting = _waitingFailures.ToArray();
        _waitingFailures.Clear();
        foreach (var (child, failure) in waiting)
        {
            if (child.Failures > 0 && _children.Find(child.Ref) == child)
            {
                Decide(child, failure);
            }
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

    /// <summary>Children handle messages only while this actor does.</summary>
    private void ResumeChildren()
    {
        if (Mailbox.IsSuspended)
        {
            return;
        }

        foreach (var child in _children.Snapshot())
        {
            child.Resume();
        }
    }

    private SupervisorStrategy Strategy() => _strategy ??=
        _props.SupervisorStrategy ?? _actor?.CallSupervisorStrategy() ?? SupervisorStrategy.DefaultStrategy;
}
