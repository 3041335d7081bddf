namespace ControlPlane.Contracts.Admin;

/// <summary>A node refused, or did not reach the target in time.</summary>
/// <param name="why">The class of the refusal.</param>
/// <param name="error">What is wrong.</param>
/// <param name="hint">What to do about it.</param>
public sealed class ControlPlaneException(Refusal why, string error, string hint) : Exception($"{error} {hint}")
{
    public ControlPlaneException(AdminProtocol.Refused refused) : this(refused.Why, refused.Error, refused.Hint)
    {
    }

    public Refusal Why { get; } = why;

    public string Error { get; } = error;

    public string Hint { get; } = hint;
}
