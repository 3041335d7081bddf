namespace ControlPlane.Hocon;

/// <summary>Where something was written.</summary>
/// <param name="Origin">The file as it was named, or the origin given for a text.</param>
/// <param name="Line">From 1; lines end with a line feed only.</param>
/// <param name="Column">From 1, counted in Unicode characters.</param>
public sealed record SourcePosition(string Origin, int Line, int Column)
{
    /// <summary><c>file.conf:12:7</c>.</summary>
    public override string ToString() => $"{Origin}:{Line}:{Column}";
}
