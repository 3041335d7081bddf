namespace ControlPlane.Import;

/// <summary>One thing that is wrong with a Netplex file, or that has no counterpart here.</summary>
/// <param name="At">Where; null when it concerns the whole file.</param>
/// <param name="Path">In Netplex's way, <c>netplex.service[0].protocol[1]</c>; empty for errors of syntax.</param>
/// <param name="Message">What was found, what is allowed, what to do.</param>
public sealed record NetplexError(NetplexPosition? At, string Path, string Message)
{
    /// <summary><c>shop.cfg:12:7: netplex.service[0].name: message</c>.</summary>
    public override string ToString() =>
        string.Concat(At is null ? "" : $"{At}: ", Path.Length == 0 ? "" : $"{Path}: ", Message);
}
