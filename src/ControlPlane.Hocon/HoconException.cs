namespace ControlPlane.Hocon;

/// <summary>A text that is not usable HOCON. The message is all errors, one a line.</summary>
public sealed class HoconException(IReadOnlyList<HoconError> errors)
    : Exception(string.Join('\n', errors))
{
    /// <summary>At least one.</summary>
    public IReadOnlyList<HoconError> Errors { get; } = errors;

    internal static HoconException At(SourcePosition? at, string message) => new([new HoconError(at, "", message)]);
}
