namespace ControlPlane.Actors;

/// <summary>
/// Messages in the user queue that the cell itself looks at first. They are exempt from a mailbox's bound.
/// </summary>
internal interface IAutoReceived;
