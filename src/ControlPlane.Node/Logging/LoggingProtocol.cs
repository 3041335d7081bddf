using ControlPlane.Node.Logging.Lines;
using ControlPlane.Node.Logging.Outlets;

namespace ControlPlane.Node.Logging;

/// <summary>What the <c>logging</c> actor and its destinations are asked, and what they answer.</summary>
internal static class LoggingProtocol
{
    /// <summary>
    /// Write a line; not answered. Only to a destination, and only after its quota let the line pass.
    /// </summary>
    public sealed record Write(LogLine Line);

    /// <summary>Close and open all files (after a rotation). Answered by <see cref="FilesReopened"/>.</summary>
    public sealed record ReopenFiles;

    /// <summary>Done. A file that could not be opened anew is still written to under its old descriptor.</summary>
    /// <param name="Errors">One sentence for each such file; empty if all went well.</param>
    public sealed record FilesReopened(IReadOnlyList<string> Errors);

    /// <summary>
    /// Put a plan in force; destinations that it has in common with the running one are not touched. Answered by
    /// <see cref="Replaced"/>.
    /// </summary>
    public sealed record Replace(OpenedSinks Sinks);

    public sealed record Replaced;

    /// <summary>
    /// Let less or more grave lines pass, until the next <see cref="Replace"/>. Answered by <see cref="MaxLevelSet"/>.
    /// </summary>
    public sealed record SetMaxLevel(Severity Level);

    public sealed record MaxLevelSet(Severity Level);

    /// <summary>
    /// Let debug lines of these components pass whatever the maximum level is, or no longer; until the next <see
    /// cref="Replace"/>. Destinations keep their own filters. Answered by <see cref="DebugSet"/>.
    /// </summary>
    public sealed record SetDebug(LinePattern Component, bool On);

    public sealed record DebugSet(LinePattern Component, bool On);

    /// <summary>
    /// Answered by <see cref="Flushed"/> when every line that was logged before is written or counted as lost.
    /// </summary>
    public sealed record Flush;

    /// <param name="Errors">One sentence for each destination that does not answer.</param>
    public sealed record Flushed(IReadOnlyList<string> Errors);

    /// <summary>
    /// The node ends: what is logged from now on goes to standard error, what was logged before is written. Answered by
    /// <see cref="Closed"/>; the actor stops itself then.
    /// </summary>
    public sealed record Close;

    /// <param name="Errors">One sentence for each destination that does not answer.</param>
    public sealed record Closed(IReadOnlyList<string> Errors);
}
