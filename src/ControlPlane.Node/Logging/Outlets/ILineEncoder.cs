using ControlPlane.Node.Logging.Lines;

namespace ControlPlane.Node.Logging.Outlets;

/// <summary>Turns a line into the bytes that an output takes. Not thread-safe.</summary>
internal interface ILineEncoder
{
    /// <summary>The bytes; they may be overwritten by the next call.</summary>
    ReadOnlySpan<byte> Encode(LogLine line);

    /// <summary>
    /// What ends a line that was perhaps written only in part; empty where writes are all or nothing.
    /// </summary>
    ReadOnlySpan<byte> Separator { get; }
}
