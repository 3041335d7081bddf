using ControlPlane.Node.Logging.Outlets;

namespace ControlPlane.Node.Logging;

/// <summary>
/// What the <c>logging</c> actor asks of a destination, and what it answers. Lines: <see
/// cref="LoggingProtocol.Write"/>.
/// </summary>
internal static class SinkProtocol
{
    /// <summary>Write to these outputs from now on, and close the old ones. Not answered.</summary>
    public sealed record Switch(OpenedSink Sink);

    /// <summary>
    /// Answered by <see cref="Answer"/> with one sentence for each output that could not be opened anew.
    /// </summary>
    public sealed record Reopen(int Round);

    /// <summary>Answered by <see cref="Answer"/> when all lines before it are done with.</summary>
    public sealed record Flush(int Round);

    public sealed record Answer(int Round, IReadOnlyList<string> Errors);
}
