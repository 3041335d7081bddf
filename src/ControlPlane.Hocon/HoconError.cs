namespace ControlPlane.Hocon;

/// <summary>One thing that is wrong with a configuration.</summary>
/// <param name="At">Where; null when it concerns no place in a text (a file that cannot be read).</param>
/// <param name="Path">The key it concerns, <c>controlplane.service.web</c>; empty for errors of syntax.</param>
/// <param name="Message">What was found, what is allowed, what to do.</param>
public sealed record HoconError(SourcePosition? At, string Path, string Message)
{
    /// <summary><c>file.conf:12:7: controlplane.x.y: message</c>.</summary>
    public override string ToString() =>
        string.Concat(At is null ? "" : $"{At}: ", Path.Length == 0 ? "" : $"{Path}: ", Message);
}
