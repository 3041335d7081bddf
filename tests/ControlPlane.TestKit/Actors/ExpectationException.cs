namespace ControlPlane.TestKit;

/// <summary>Something that a test expected did not happen; the text says what did.</summary>
public sealed class ExpectationException(string message, Exception? cause = null) : Exception(message, cause);
