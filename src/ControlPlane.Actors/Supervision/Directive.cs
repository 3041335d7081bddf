namespace ControlPlane.Actors;

/// <summary>What a parent does with a child that failed.</summary>
public enum Directive
{
    /// <summary>Go on with the next message; the state of the instance is kept.</summary>
    Resume,

    /// <summary>Make a new instance; reference, mailbox and watchers are kept.</summary>
    Restart,

    /// <summary>Stop the child for good.</summary>
    Stop,

    /// <summary>Fail oneself with the child's exception: the parent above decides.</summary>
    Escalate,
}
