namespace ControlPlane.Actors;

/// <summary>Handling one message.</summary>
internal sealed partial class ActorCell
{
    /// <summary>A message from the user queue.</summary>
    public void Invoke(in Envelope envelope)
    {
        var message = envelope.Message is IAutoReceived special ? Unwrap(special) : envelope.Message;
        if (message is null)
        {
            return;
        }

        _message = message;
        SenderOrNull = envelope.Sender;
        _stepped?.Trace(this, message, envelope.Sender);
        try
        {
            switch (message)
            {
                case PoisonPill:
                    Stop(Self);
                    break;
                case Kill:
                    throw new ActorKilledException($"{Self.Path} was killed");
                default:
                    if (!_actor!.Handle(message))
                    {
                        _actor.CallUnhandled(message);
                    }

                    break;
            }
        }
        catch (Exception e)
        {
            Fail(e);
        }
        finally
        {
            _message = null;
            SenderOrNull = null;
        }
    }

    public void InvokeSystem(SystemMessage message)
    {
        try
        {
            switch (message)
            {
                case SystemMessage.Create:
                    CreateFirst();
                    break;
                case SystemMessage.ChildStarted started:
                    OnChildStarted(started.Child);
                    break;
                case SystemMessage.Suspend:
                    OnSuspend();
                    break;
                case SystemMessage.Resume resume:
                    OnResume(resume.CausedByFailure);
                    break;
                case SystemMessage.Recreate recreate:
                    OnRecreate(recreate.Cause);
                    break;
                case SystemMessage.Terminate:
                    OnTerminate();
                    break;
                case SystemMessage.Failed failed:
                    OnChildFailed(failed);
                    break;
                case SystemMessage.Watch watch:
                    _deathWatch.AddWatcher(watch.Watcher);
                    break;
                case SystemMessage.Unwatch unwatch:
                    _deathWatch.RemoveWatcher(unwatch.Watcher);
                    break;
                case SystemMessage.DeathWatchNotification death:
                    OnDeath(death.Actor);
                    break;
                case SystemMessage.StopOverdue overdue:
                    OnStopOverdue(overdue.Child);
                    break;
                default:
                    throw new InvalidOperationException($"{message.GetType()} is no message for a cell");
            }
        }
        catch (Exception e)
        {
            Fail(e);
        }
    }

    private object? Unwrap(IAutoReceived special) => special switch
    {
        TimerTick tick => tick.Owner.Take(tick),
        DeathNotice notice => _deathWatch.Take(notice),
        _ => special,
    };

    private void OnDeath(InternalActorRef dead)
    {
        _deathWatch.Announce(dead);
        if (_children.Find(dead) is { } child)
        {
            _children.Remove(child);
            AfterChildIsGone();
        }
    }
}
