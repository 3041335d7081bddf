namespace ControlPlane.Actors;

/// <summary>A name that is malformed, or that a living (or still stopping) child of the same parent has.</summary>
public sealed class InvalidActorNameException(string message) : Exception(message);
