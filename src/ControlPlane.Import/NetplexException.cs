namespace ControlPlane.Import;

/// <summary>A file that is not a usable Netplex configuration. The message is all errors, one a line.</summary>
public sealed class NetplexException(IReadOnlyList<NetplexError> errors) : Exception(string.Join('\n', errors))
{
    /// <summary>At least one, in file order.</summary>
    public IReadOnlyList<NetplexError> Errors { get; } = errors;

    internal static NetplexException At(NetplexPosition? at, string message) =>
        new([new NetplexError(at, "", message)]);
}
