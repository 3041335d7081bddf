namespace ControlPlane.Actors;

/// <summary>Starting children in the stated order, and stopping them in the reverse one.</summary>
internal sealed partial class ActorCell
{
    /// <summary>
    /// What the default PreRestart does with the children: none is watched any more, all stop in their order.
    /// </summary>
    public void StopChildrenForRestart()
    {
        foreach (var child in _children.Snapshot())
        {
            _deathWatch.Unwatch(child.Ref);
        }

        MarkAllStopping();
    }

    private void StartNextInOrder()
    {
        if (_phase != Phase.Running)
        {
            return;
        }

        foreach (var child in _children.Snapshot())
        {
            if (!child.InOrder || child.IsStopping || child.Started)
            {
                continue;
            }

            if (!child.Activated)
            {
                child.Activated = true;
                child.Ref.SendSystem(new SystemMessage.Create());
            }

            return;
        }
    }

    private void OnChildStarted(LocalActorRef reference)
    {
        if (_children.Find(reference) is { } child)
        {
            child.Started = true;
            if (child.InOrder)
            {
                StartNextInOrder();
            }
        }
    }

    private void MarkAllStopping()
    {
        foreach (var child in _children.Snapshot())
        {
            _children.MarkStopping(child);
        }

        StopNext();
    }

    /// <summary>
    /// First, together, what stands outside the order; then the last of those in order that is still there.
    /// </summary>
    private void StopNext()
    {
        var children = _children.Snapshot();
        if (_children.StoppingTogether > 0)
        {
            foreach (var child in children)
            {
                if (child is { InOrder: false, IsStopping: true })
                {
                    TellToStop(child);
                }
            }

            return;
        }

        if (Array.FindLast(children, child => child is { InOrder: true, IsStopping: true }) is { } last)
        {
            TellToStop(last);
        }
    }

    private void TellToStop(ChildRecord child)
    {
        if (!child.ToldToStop)
        {
            child.ToldToStop = true;
            if (child is { StopMessage: { } message, Started: true, Failures: 0 })
            {
                // This actor may have failed, or an actor above; the child must handle messages to stop in its way.
                child.Resume();
                child.Ref.Tell(message, Self);
            }
            else
            {
                child.Ref.SendSystem(new SystemMessage.Terminate());
            }
        }

        if (child.StopWithin != Timeout.InfiniteTimeSpan)
        {
            child.Deadline ??= System.TimeProvider.CreateTimer(
                _ => Self.SendSystem(new SystemMessage.StopOverdue(child.Ref)),
                null,
                child.StopWithin,
                Timeout.InfiniteTimeSpan);
        }
    }

    private void OnStopOverdue(LocalActorRef reference)
    {
        if (_children.Find(reference) is not { } child)
        {
            return;
        }

        _children.Remove(child);
        child.Ref.SendSystem(new SystemMessage.Terminate());
        System.Report(new EngineReport.ChildAbandoned(child.Ref.Path, child.StopWithin));
        AfterChildIsGone();
    }

    /// <summary>Whatever waited for children goes on, as far as it can.</summary>
    private void AfterChildIsGone()
    {
        switch (_phase)
        {
            case Phase.Running:
                StartNextInOrder();
                break;
            case Phase.Recreating when _children.Stopping == 0:
                FinishRecreate();
                break;
            case Phase.Terminating when _children.Count == 0:
                FinishTerminate();
                break;
            case Phase.Recreating or Phase.Terminating when _children.StoppingTogether == 0:
                StopNext();
                break;
        }
    }
}
