namespace ControlPlane.Actors;

/// <summary>No answer came in time, or none can come any more because the question became a dead letter.</summary>
public sealed class AskTimeoutException(string message) : TimeoutException(message);
