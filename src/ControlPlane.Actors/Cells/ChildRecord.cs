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

    /// <summary>It waits for a directive.</summary>
    public bool HasFailed { get; set; }

    /// <summary>Suspends that this parent sent and has not taken back.</summary>
    public int Suspensions { get; private set; }

    /// <summary>Must be gone before the parent goes on to stop or restart.</summary>
    public bool IsStopping { get; set; }

    /// <summary>Its turn to stop has come, and it knows.</summary>
    public bool ToldToStop { get; set; }

    /// <summary>Runs while the parent waits for it to stop.</summary>
    public ITimer? Deadline { get; set; }

    public void Suspend()
    {
        Suspensions++;
        Ref.SendSystem(new SystemMessage.Suspend());
    }

    public void Resume(Exception? causedByFailure)
    {
        HasFailed &= causedByFailure is null;
        Suspensions = Math.Max(0, Suspensions - 1);
        Ref.SendSystem(new SystemMessage.Resume(causedByFailure));
    }

    public void Recreate(Exception cause)
    {
        HasFailed = false;
        Suspensions = Math.Max(0, Suspensions - 1);
        Ref.SendSystem(new SystemMessage.Recreate(cause));
    }
}
