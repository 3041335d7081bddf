namespace ControlPlane.Import;

/// <summary>Where something stands in a Netplex file.</summary>
/// <param name="File">The file as it was named.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1, in Unicode characters.</param>
public sealed record NetplexPosition(string File, int Line, int Column)
{
    /// <summary><c>shop.cfg:12:7</c>.</summary>
    public override string ToString() => $"{File}:{Line}:{Column}";
}
