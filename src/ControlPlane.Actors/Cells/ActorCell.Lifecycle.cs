namespace ControlPlane.Actors;

/// <summary>From the first instance over restarts to the end.</summary>
internal sealed partial class ActorCell
{
    private enum Phase
    {
        Running,

        /// <summary>
        /// The instance that failed is gone; its children are stopping; then comes the next instance.
        /// </summary>
        Recreating,

        /// <summary>Its children are stopping; then comes PostStop.</summary>
        Terminating,
        Terminated,
    }

    private Phase _phase = Phase.Running;
    private TimerScheduler? _timers;
    private SupervisorStrategy? _strategy;
    private Exception? _recreateCause;
    private bool _hasStarted;

    /// <summary>For the instance that is being made.</summary>
    public TimerScheduler NewTimers() => _timers = new TimerScheduler(Self, System.TimeProvider);

    private void CreateFirst()
    {
        if (_phase == Phase.Running && !_hasStarted)
        {
            Instantiate(because: null);
        }
    }

    /// <summary>Makes an instance and runs its first hook; on failure there is none, and the parent is asked.</summary>
    private bool Instantiate(Exception? because)
    {
        try
        {
            _strategy = null;
            _actor = _props.Factory()
                ?? throw new InvalidOperationException($"the factory of {_props.Type.Name} returned null");
            if (!ReferenceEquals(_actor.OwnSelf, Self))
            {
                throw new InvalidOperationException(
                    $"the factory of {_props.Type.Name} returned another actor's instance");
            }

            _actor.Constructed();
            if (because is null || !_hasStarted)
            {
                _actor.CallPreStart();
            }
            else
            {
                _actor.CallPostRestart(because);
            }
        }
        catch (Exception e)
        {
            DiscardInstance();
            Fail(_hasStarted && because is not null
                ? new PostRestartException(
                    $"{Self.Path}: the new instance of {_props.Type.Name} failed: {e.Message}", e, because)
                : new ActorInitializationException($"{Self.Path}: {_props.Type.Name} could not start: {e.Message}", e));
            return false;
        }

        if (!_hasStarted)
        {
            // Suspended since it was made.
            _hasStarted = true;
            Mailbox.Resume();
            _parent.SendSystem(new SystemMessage.ChildStarted(Self));
        }

        return true;
    }

    private void OnRecreate(Exception cause)
    {
        if (_phase != Phase.Running)
        {
            // A new instance is on its way already, or none is wanted; only what suspended it must be taken back.
            Mailbox.Resume();
            return;
        }

        if (_actor is { } failed)
        {
            RunHook("PreRestart", () => failed.CallPreRestart(cause, _failedMessage));
            if (_children.Count > _children.Stopping)
            {
                // Children that survive may fail before there is a new instance to ask.
                RunHook("SupervisorStrategy", () => Strategy());
            }
        }
        else if (_failed is not null)
        {
            StopChildrenForRestart();
        }
        else
        {
            // Its turn to start has not come: a restart changes nothing.
            Mailbox.Resume();
            return;
        }

        _waitingFailures.Clear();

        DiscardInstance();
        _recreateCause = cause;
        _phase = Phase.Recreating;
        AfterChildIsGone();
    }

    private void FinishRecreate()
    {
        var cause = _recreateCause!;
        var survivors = _children.Snapshot();
        _recreateCause = null;
        _phase = Phase.Running;
        _failed = null;
        _failedMessage = null;
        Mailbox.Resume();
        if (Instantiate(cause))
        {
            foreach (var child in survivors)
            {
                child.Recreate(cause);
            }

            ResumeChildren();
            StartNextInOrder();
        }
    }

    private void OnTerminate()
    {
        if (_phase is Phase.Terminating or Phase.Terminated)
        {
            return;
        }

        _phase = Phase.Terminating;
        Mailbox.Suspend();
        _timers?.CancelAll();
        _children.Close();
        MarkAllStopping();
        AfterChildIsGone();
    }

    private void FinishTerminate()
    {
        _phase = Phase.Terminated;
        if (_actor is { } actor)
        {
            RunHook("PostStop", actor.CallPostStop);
        }

        DiscardInstance();
        System.EventStream.Unsubscribe(Self);
        Mailbox.Close();
        _parent.SendSystem(new SystemMessage.DeathWatchNotification(Self));
        _deathWatch.TellWatchers(except: _parent);
        _deathWatch.UnwatchAll();
    }

    private void DiscardInstance()
    {
        _timers?.CancelAll();
        _timers = null;
        _actor = null;
    }

    private void RunHook(string name, Action hook)
    {
        try
        {
            hook();
        }
        catch (Exception e)
        {
            System.Report(new EngineReport.HookFailed(Self.Path, name, e));
        }
    }
}
