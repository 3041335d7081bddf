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

    /// <summary>Must be gone before the parent goes on to stop or restart.</summary>
    public bool IsStopping { get; set; }

    /// <summary>Its turn to stop has come, and it knows.</summary>
    public bool ToldToStop { get; set; }

    /// <summary>Runs while the parent waits for it to stop.</summary>
    public ITimer? Deadline { get; set; }
}
