namespace ControlPlane.Actors;

/// <summary>What a parent knows of one child.</summary>
internal sealed class ChildRecord(LocalActorRef reference, bool inOrder, ChildSpec? spec)
{
    public LocalActorRef Ref => reference;

    /// <summary>Belongs to the stated order, so it starts and stops in its turn.</summary>
    public bool InOrder => inOrder;

    public TimeSpan StopWithin => spec?.StopWithin ?? Timeout.InfiniteTimeSpan;

    public object? StopMessage => spec?.StopMessage;

    public RestartCount Restarts { get; } = new();

    /// <summary>Has been told to make its first instance.</summary>
    public bool Activated { get; set; }

    /// <summary>Its first PreStart has returned.</summary>
    public bool Started { get; set; }

    /// <summary>
    /// Failures that wait for an answer; mostly one, more if it failed again by a restart that was meant for others.
    /// Each has suspended the child once; what is not answered leaves it silent.
    /// </summary>
    public int Failures { get; set; }

    /// <summary>Suspended because its parent is.</summary>
    public bool IsSuspended { get; private set; }

    /// <summary>Must be gone before the parent goes on to stop or restart.</summary>
    public bool IsStopping { get; set; }

    /// <summary>Its turn to stop has come, and it knows.</summary>
    public bool ToldToStop { get; set; }

    /// <summary>Runs while the parent waits for it to stop.</summary>
    public ITimer? Deadline { get; set; }

    public void Suspend()
    {
        if (!IsSuspended)
        {
            IsSuspended = true;
            Ref.SendSystem(new SystemMessage.Suspend());
        }
    }

    public void Resume()
    {
        if (IsSuspended)
        {
            IsSuspended = false;
            Ref.SendSystem(new SystemMessage.Resume(causedByFailure: null));
        }
    }

    /// <summary>Answers its failure.</summary>
    public void ResumeFailed(Exception cause) => Answer(new SystemMessage.Resume(cause));

    /// <summary>A new instance, whether it has failed or not.</summary>
    public void Recreate(Exception cause)
    {
        if (Failures == 0)
        {
            // An actor that is restarted must be suspended; a failure does that itself.
            Failures++;
            Ref.SendSystem(new SystemMessage.Suspend());
        }

        Answer(new SystemMessage.Recreate(cause));
    }

    private void Answer(SystemMessage directive)
    {
        Ref.SendSystem(directive);
        for (; Failures > 1; Failures--)
        {
            Ref.SendSystem(new SystemMessage.Resume(causedByFailure: null));
        }

        Failures = 0;
    }
}
